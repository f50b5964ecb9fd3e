"use client";
import { CloudUpload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import type { Translator } from "../../messages/translator.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { useIsNarrow } from "../controls/use-is-narrow.ts";
import { clashesOf, decided } from "../device/merge-write.ts";
import type { OpenOutbox } from "../device/use-device.ts";
import type { WriteQueue } from "../device/write-queue.ts";
import { type Draft, draftOf } from "../draft/item-draft.ts";
import { valuesOf } from "../draft/merge-drafts.ts";
import { partNames, wordsOfPart } from "../item/part-words.ts";
import { setConnection, useConnection } from "../sync/connection-state.ts";
import { patched } from "../sync/pending-writes.ts";
import { useOnline } from "../sync/use-online.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { type Reader, useReader } from "../time/reader.ts";
import { passFocusToHeading } from "./pass-focus.ts";
import { WaitingList } from "./waiting-list.tsx";

/** What was written offline: what of it waits, and what the server refused or the user must decide. */
export function WaitingWrites({ outbox: { queue, open } }: { readonly outbox: OpenOutbox }) {
  const t = useTranslations();
  const isLive = useConnection().state === "live";
  const isOnline = useOnline();
  const isNarrow = useIsNarrow();
  const [isOpen = !isNarrow, setIsOpen] = useState<boolean>();
  const listId = useId();
  const refused = queue.filter((write) => write.refused);
  const waiting = queue.filter((write) => !write.refused);
  const isTight = useIsNarrow(52);
  const inBar = waiting.length > 0 ? t("waiting.inBar", { isTight: String(isTight), count: waiting.length }) : "";
  useEffect(() => {
    setConnection({ waiting: inBar });
    return () => setConnection({ waiting: "" });
  }, [inBar]);
  const run = (work: (opened: WriteQueue) => Promise<unknown>) =>
    void open()
      .then(work)
      .catch(() => undefined); // it stays as it is
  const act = (work: (opened: WriteQueue) => Promise<unknown>) =>
    run(async (opened) => {
      await work(opened);
      await opened.send();
    });
  return (
    <>
      {waiting.length > 0 && !(isLive && isOnline) && (
        <>
          <div className="banner">
            <CloudUpload className="icon" aria-hidden="true" />
            <span role="status">{t("waiting.waits", { count: waiting.length })}</span>
            <button
              ref={passFocusToHeading}
              className="act is-quiet"
              type="button"
              aria-expanded={isOpen}
              aria-controls={isOpen ? listId : undefined}
              onClick={() => setIsOpen(!isOpen)}
            >
              {t(isOpen ? "waiting.hide" : "waiting.show")}
            </button>
          </div>
          {isOpen && (
            <WaitingList id={listId} writes={waiting} onTakeBack={(write) => run((opened) => opened.takeBack(write))} />
          )}
        </>
      )}
      {refused.map((write) => (
        <RefusedWrite key={write.key} write={write} act={act} />
      ))}
    </>
  );
}

interface Props {
  readonly write: QueuedWrite;
  readonly act: (work: (opened: WriteQueue) => Promise<unknown>) => void;
}

function RefusedWrite({ write, act }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const isAsked = write.refused?.newer !== undefined;
  const [again, discard] = !isAsked
    ? (["words.tryAgain", "waiting.discard"] as const)
    : write.kind === "remove"
      ? (["waiting.deleteAnyway", "waiting.keepIt"] as const)
      : (["waiting.saveMine", "waiting.keepOther"] as const);
  const decide = (isMine: boolean) =>
    act((opened) => {
      const next = isMine || isAsked ? decided(write, isMine) : undefined;
      return next ? opened.replace(next) : opened.discard(write);
    });
  return (
    <ErrorBanner
      acts={
        <>
          <button className="act" type="button" onClick={() => decide(true)}>
            {t(again)}
          </button>
          <button className="act is-quiet" type="button" onClick={() => decide(false)}>
            {t(discard)}
          </button>
        </>
      }
    >
      {wordsOfRefused(write, reader, t)}
    </ErrorBanner>
  );
}

/** What was refused, and why; if both have changed the same, both values. */
function wordsOfRefused(write: QueuedWrite, reader: Reader, t: Translator): string {
  const { kind, item, refused } = write;
  const { words = "", newer } = refused ?? {};
  const { text } = item;
  if (!newer) return t("waiting.refused", { text, kind, why: words });
  if (kind === "remove") return t("waiting.changedAfter", { text });
  const mine = write.kind === "change" ? draftOf(patched(item, write.patch, write.timeZone)) : draftOf(item);
  const both = clashesOf(write).map((part) => {
    const say = (draft: Draft) => wordsOfPart(part, { ...draftOf(newer), ...valuesOf(draft, part) }, reader, t);
    return t("waiting.clash", { part: t(partNames[part].within), mine: say(mine), theirs: say(draftOf(newer)) });
  });
  const clashes = both.length === 0 ? "" : both.reduce((first, second) => t("waiting.andClash", { first, second }));
  return t("waiting.both", { text, clashes, some: String(both.length > 0) });
}
