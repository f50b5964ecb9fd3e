import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type AssistantChange, useAgendaActions } from "../actions/agenda-actions.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import { call } from "../sync/api-client.ts";
import { madeAtMs } from "../sync/change-marks.ts";
import type { Fresh } from "../sync/use-fresh.ts";
import { momentWords, nearMomentSentence } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";
import { briefOf, plain, sentenceOf, type Words } from "./change-banner-words.ts";
import { type Steps, useSteps } from "./use-steps.ts";

export interface BannerProps {
  readonly assistantChanges: readonly AssistantChange[];
  readonly known: Pick<Fresh, "rev" | "looked" | "changeCount" | "refresh" | "marks">;
  /** Shows a day of the list. */
  readonly goTo: (date: string) => void;
  /** For shortcuts: goes to the next or previous change. */
  readonly stepAt: RefObject<Steps["step"]>;
  readonly nowMs: number;
  /** Whether it was there on page load. */
  readonly isFirst: boolean;
  /** Announces to screen readers. */
  readonly say: (words: string) => void;
}

/** Users with the page open know since when; only a look longer ago is mentioned. */
const awayMs = 3_600_000;

/** Below the bar while there are fresh marks: what assistants did since the last look, and the actions on it. Loaded when first needed. */
export function ChangeBanner({ assistantChanges, known, goTo, stepAt, nowMs, isFirst, say }: BannerProps) {
  const t = useTranslations();
  const { looked, changeCount } = known;
  const actions = useAgendaActions();
  const reading = useReader();
  const latest = assistantChanges.at(-1);
  const steps = useSteps(assistantChanges, reading.timeZone, goTo);
  stepAt.current = steps.step;
  const banner = useRef<HTMLElement>(null);
  const { isKept, keepAll } = useKeepAll(known, latest !== undefined);
  const isShown = latest !== undefined || (changeCount !== undefined && !isKept);
  const hasSettled = useRef(!isFirst);
  useSaid(assistantChanges, known.marks, say);
  // It appears above what is in view, which must not shift, unless it would be covered. Scroll anchoring does not work at the very top of the page.
  useLayoutEffect(() => {
    if (!isShown || !hasSettled.current || !banner.current || window.scrollY > 0) return;
    const notices = banner.current.parentElement;
    if (!notices || getComputedStyle(notices).display === "contents") return;
    const { bottom, height } = banner.current.getBoundingClientRect();
    const below = document.querySelector("main :is(.earlier, h1)");
    window.scrollBy(0, Math.min(height, (below?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY) - bottom));
  }, [isShown]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      hasSettled.current = true;
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  if (!isShown) return null;
  const lookedMs = looked && Date.parse(looked.at);
  const since = lookedMs !== undefined && nowMs - lookedMs > awayMs ? momentWords(lookedMs, reading, t) : undefined;
  const isMany = assistantChanges.length > 2;
  const more = { since, changeCount };
  return (
    <section ref={banner} className="change-banner" aria-label={t("notices.byAssistant")}>
      <span className="pen">
        <PenIcon />
      </span>
      <p className={isMany ? "is-long" : undefined}>
        <Said words={sentenceOf(assistantChanges, reading, t, more)} />{" "}
        {latest && since === undefined && (
          <span className="ago">{nearMomentSentence(madeAtMs(latest.mark), nowMs, reading, t)}</span>
        )}
      </p>
      {isMany && (
        <p className="is-brief">
          <Said words={briefOf(assistantChanges, t, more)} />
        </p>
      )}
      <div className="change-banner-acts">
        {isMany && <GoThrough {...steps} />}
        {!latest && (
          <Link className="act" href="/activity" prefetch={false}>
            {t("notices.openActivity")}
          </Link>
        )}
        {latest && !isMany && (
          <button className="act" type="button" onClick={() => actions.revert(assistantChanges)}>
            {t("notices.revert", { both: String(assistantChanges.length > 1) })}
          </button>
        )}
        <button className="act" type="button" onClick={keepAll}>
          {t("notices.keep", { all: String((changeCount ?? assistantChanges.length) > 1) })}
        </button>
      </div>
    </section>
  );
}

/** Announces new changes once; keeping is not announced. */
function useSaid(
  assistantChanges: BannerProps["assistantChanges"],
  marks: Fresh["marks"],
  say: BannerProps["say"],
): void {
  const t = useTranslations();
  const reading = useReader();
  const until = useRef(0);
  const last = useRef("");
  useEffect(() => {
    const words = plain(sentenceOf(assistantChanges, reading, t));
    const newest = Math.max(0, ...marks.map(madeAtMs));
    if (words && words !== last.current && newest > until.current) say(words);
    last.current = words;
    until.current = Math.max(until.current, newest);
  }, [assistantChanges, marks, reading, say, t]);
}

/** Keeps the marks at once; changes without marks are known only by the server's count. */
function useKeepAll({ rev, changeCount, refresh }: BannerProps["known"], hasMarks: boolean) {
  const actions = useAgendaActions();
  const [keptRev, setKeptRev] = useState<number>();
  const keepAll = async () => {
    if (changeCount === undefined) return actions.keep();
    setKeptRev(rev);
    if (hasMarks) actions.keep();
    else await call("reviewChanges", { rev, keepAll: true }).catch(() => undefined);
    // If refused or lost, the count comes back.
    await refresh().catch(() => undefined);
    setKeptRev(undefined);
  };
  return { isKept: keptRev === rev, keepAll };
}

function GoThrough({ position, count, step }: Steps) {
  const t = useTranslations();
  if (position === undefined)
    return (
      <button className="button" type="button" aria-keyshortcuts="n" onClick={() => step(1)}>
        <span className="is-long">{t("notices.goThrough")}</span>
        <span className="is-brief">{t("notices.show")}</span>
      </button>
    );
  return (
    <>
      <button className="act" type="button" aria-keyshortcuts="p" onClick={() => step(-1)}>
        {t("notices.previous")}
      </button>
      <span className="steps">{t("notices.position", { position, count })}</span>
      <button className="button" type="button" aria-keyshortcuts="n" onClick={() => step(1)}>
        {t("notices.next")}
      </button>
    </>
  );
}

function Said({ words }: { readonly words: Words }) {
  return words.map((word, index) =>
    typeof word === "string" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other name.
      <Fragment key={index}>{word}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <strong key={index}>{word.strong}</strong>
    ),
  );
}
