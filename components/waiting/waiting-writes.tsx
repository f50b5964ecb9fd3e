"use client";
import { CircleAlert, CloudUpload } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Translator } from "../../messages/translator.ts";
import { clashesOf, decided } from "../device/merge-write.ts";
import type { OpenOutbox } from "../device/use-device.ts";
import type { WriteQueue } from "../device/write-queue.ts";
import { type Draft, draftOf } from "../draft/item-draft.ts";
import { valuesOf } from "../draft/merge-drafts.ts";
import { partNames, wordsOfPart } from "../item/part-words.ts";
import { useConnection } from "../sync/connection-state.ts";
import { patched } from "../sync/pending-writes.ts";
import { useOnline } from "../sync/use-online.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { type Reader, useReader } from "../time/reader.ts";

/** What was written without a network: how much of it waits, and what the server refused or somebody has to decide. */
export function WaitingWrites({ outbox: { queue, open } }: { readonly outbox: OpenOutbox }) {
  const isLive = useConnection().state === "live";
  const isOnline = useOnline();
  const refused = queue.filter((write) => write.refused);
  const count = queue.length - refused.length;
  const act = (work: (opened: WriteQueue) => Promise<void>) => {
    const run = async () => {
      const opened = await open();
      await work(opened);
      await opened.send();
    };
    void run().catch(() => undefined); // it stays as it is
  };
  return (
    <>
      {count > 0 && !(isLive && isOnline) && (
        <p className="banner" role="status">
          <CloudUpload className="icon" aria-hidden="true" />
          <span>{count === 1 ? "1 change waits" : `${count} changes wait`} on this device to be sent.</span>
        </p>
      )}
      {refused.map((write) => (
        <RefusedWrite key={write.key} write={write} act={act} />
      ))}
    </>
  );
}

interface Props {
  readonly write: QueuedWrite;
  readonly act: (work: (opened: WriteQueue) => Promise<void>) => void;
}

function RefusedWrite({ write, act }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const isAsked = write.refused?.newer !== undefined;
  const [again, discard] = !isAsked
    ? ["Try again", "Discard"]
    : write.kind === "remove"
      ? ["Delete anyway", "Keep it"]
      : ["Save mine", "Keep the other"];
  const decide = (isMine: boolean) =>
    act((opened) => {
      const next = isMine || isAsked ? decided(write, isMine) : undefined;
      return next ? opened.replace(next) : opened.discard(write);
    });
  return (
    <div className="banner is-error" role="alert">
      <CircleAlert className="icon" aria-hidden="true" />
      <span>{wordsOfRefused(write, reader, t)}</span>
      <span className="banner-acts">
        <button className="act" type="button" onClick={() => decide(true)}>
          {again}
        </button>
        <button className="act is-quiet" type="button" onClick={() => decide(false)}>
          {discard}
        </button>
      </span>
    </div>
  );
}

/** What was refused, and why; where both have changed the same, what either says. */
function wordsOfRefused(write: QueuedWrite, reader: Reader, t: Translator): string {
  const { kind, item, refused } = write;
  const { words = "", newer } = refused ?? {};
  const done = { add: "added", change: "changed", remove: "deleted" }[kind];
  if (!newer) return `${item.text} was not ${done}. ${words}`;
  if (kind === "remove") return `${item.text} was changed elsewhere after you deleted it here.`;
  const mine = write.kind === "change" ? draftOf(patched(item, write.patch, write.timeZone)) : draftOf(item);
  const both = clashesOf(write).map((part) => {
    const say = (draft: Draft) => wordsOfPart(part, { ...draftOf(newer), ...valuesOf(draft, part) }, reader, t);
    return `${t(partNames[part].within)} is ${say(mine)} here, ${say(draftOf(newer))} elsewhere`;
  });
  const what = both.length > 0 ? `: ${both.join("; ")}` : "";
  return `${item.text} was changed here without a network, and elsewhere meanwhile${what}.`;
}
