import { ArrowRight, Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Translator } from "../../messages/translator.ts";
import { basedOn, canTakeBack, isUnsent } from "../device/write-queue.ts";
import { draftOf } from "../draft/item-draft.ts";
import { isAlike, type Part } from "../draft/merge-drafts.ts";
import { partNames, wordsOfPart } from "../item/part-words.ts";
import { patched } from "../sync/pending-writes.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { type Reader, useReader } from "../time/reader.ts";
import { inRow } from "../words/listed.ts";
import { passFocusBeside, passFocusToHeading } from "./pass-focus.ts";
import "./waiting.css";

interface Props {
  readonly id: string;
  readonly writes: readonly QueuedWrite[];
  readonly onTakeBack: (write: QueuedWrite) => void;
}

const icons = { move: ArrowRight, done: Check, remove: X };

/** What waits to be sent, in order. What may have been done already cannot be taken back. */
export function WaitingList({ id, writes, onTakeBack }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const phraseOf = (write: QueuedWrite) =>
    t("waiting.write", { kind: effectOf(write, reader, t).kind, text: write.item.text });
  return (
    <ul ref={passFocusToHeading} className="outbox" id={id} aria-label={t("waiting.list")}>
      {writes.map((write) => {
        const { kind, details } = effectOf(write, reader, t);
        const phrase = phraseOf(write);
        const later = basedOn(write, writes);
        const Icon = kind in icons ? icons[kind as keyof typeof icons] : undefined;
        return (
          <li key={write.key}>
            {Icon ? <Icon className="icon" aria-hidden="true" /> : <span className="hollow" />}
            <span>
              {phrase}
              <small>{details}</small>
              {!isUnsent(write) ? (
                <small>{t("waiting.maybeSent")}</small>
              ) : (
                later && <small>{t("waiting.laterFirst", { later: phraseOf(later) })}</small>
              )}
            </span>
            {canTakeBack(write, writes) && (
              <button ref={passFocusBeside} className="act is-quiet" type="button" onClick={() => onTakeBack(write)}>
                {t.rich("waiting.takeBack", {
                  write: phrase,
                  of: (words) => <span className="sr-only">{words}</span>,
                })}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type Kind = "add" | "remove" | "move" | "done" | "open" | "change";

/** What a write does, and when the item is or what of it changes. */
function effectOf(
  write: QueuedWrite,
  reader: Reader,
  t: Translator,
): { readonly kind: Kind; readonly details: string } {
  const before = draftOf(write.item);
  const was = wordsOfPart("when", before, reader, t);
  if (write.kind !== "change") return { kind: write.kind, details: was };
  const after = draftOf(patched(write.item, write.patch, write.timeZone));
  const changed = (Object.keys(partNames) as Part[]).filter((part) => !isAlike(after, before, part));
  if (changed.join() === "done") return { kind: after.done ? "done" : "open", details: was };
  if (changed.join() === "when")
    return { kind: "move", details: t("waiting.moved", { now: wordsOfPart("when", after, reader, t), was }) };
  return {
    kind: "change",
    details: inRow(
      changed.map((part) => t(partNames[part].alone)),
      t,
    ),
  };
}
