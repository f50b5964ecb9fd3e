import { Fragment, useEffect, useLayoutEffect, useRef } from "react";
import { type AssistantChange, useAgendaActions } from "../actions/agenda-actions.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import { ago } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { sentenceOf } from "./change-banner-words.ts";

/** Under the bar while something is fresh: what the assistant did, and what one can do about it. */
export function ChangeBanner({
  assistantChanges,
  nowMs,
}: {
  readonly assistantChanges: readonly AssistantChange[];
  readonly nowMs: number;
}) {
  const actions = useAgendaActions();
  const reading = useReader();
  const latest = assistantChanges.at(-1);
  const strip = useRef<HTMLElement>(null);
  const isShown = latest !== undefined;
  const hasSettled = useRef(false);
  // It appears above what is in view, which must not shift. Scroll anchoring does not work at the very top of the page.
  useLayoutEffect(() => {
    if (!isShown || !hasSettled.current || !strip.current || window.scrollY > 0) return;
    const notices = strip.current.parentElement;
    if (notices && getComputedStyle(notices).display !== "contents") window.scrollBy(0, strip.current.offsetHeight);
  }, [isShown]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      hasSettled.current = true;
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  if (!latest) return null;
  const words = sentenceOf(assistantChanges, reading);
  function goThrough() {
    const fresh = document.querySelector<HTMLElement>(
      ":is(.entry, .slot, .gw-allrow > li):is(.is-fresh, .is-moved) button",
    );
    fresh?.focus();
    fresh?.scrollIntoView({ block: "center" });
  }
  return (
    <section ref={strip} className="strip" aria-label="Just changed by your assistant">
      <span className="pen">
        <PenIcon />
      </span>
      <p>
        {words.map((word, index) =>
          typeof word === "string" ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no other name.
            <Fragment key={index}>{word}</Fragment>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <strong key={index}>{word.strong}</strong>
          ),
        )}{" "}
        <span className="ago">{ago(latest.mark.atMs, nowMs)}</span>
      </p>
      <div className="strip-acts">
        {assistantChanges.length > 2 && (
          <button className="button" type="button" onClick={goThrough}>
            Go through them
          </button>
        )}
        <button className="act" type="button" onClick={() => actions.revert(assistantChanges)}>
          {revertWords(assistantChanges.length)}
        </button>
        <button className="act" type="button" onClick={() => actions.keep()}>
          {assistantChanges.length > 1 ? "Keep all" : "Keep"}
        </button>
      </div>
    </section>
  );
}

function revertWords(count: number): string {
  if (count === 1) return "Revert";
  return count === 2 ? "Revert both" : `Revert all ${count}`;
}
