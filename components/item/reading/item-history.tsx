import { PencilLine } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Item } from "../../../contract/fields/item.ts";
import { PenIcon } from "../../controls/pen-mark.tsx";
import { authorOf } from "../../sync/change-marks.ts";
import { useReader } from "../../time/reader.ts";
import { ReadingRow } from "./reading-row.tsx";
import { pastWords } from "./reading-words.ts";
import { changesOf, type ItemChange, lastChangeOf, useRecentChanges } from "./use-last-change.ts";

const isAssistant = (door: ItemChange["door"]): boolean => door === "gpt" || door === "mcp";
const byWords = ({ door, programName }: Pick<ItemChange, "door" | "programName">): string =>
  isAssistant(door) ? authorOf({ door, ...(programName && { programName }) }) : "you";

/** Who changed an item last, and on request who did what before. */
export function ItemHistory({ item, nowMs }: { readonly item: Item; readonly nowMs: number }) {
  const t = useTranslations();
  const reader = useReader();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { changes = [], hasMore, error, again, readMore } = useRecentChanges(item);
  const { createdBy: door, createdAt } = item;
  const added = { door, programName: undefined, atMs: Date.parse(createdAt), verb: "added" as const, was: undefined };
  const last = lastChangeOf(item, changes, t);
  const { verb, was, atMs } = last ?? added;
  const isByAssistant = isAssistant((last ?? added).door);
  const all = changesOf(item, changes, t);
  const when = (ms: number) => pastWords(ms, nowMs, reader);
  return (
    <ReadingRow
      name="History"
      Icon={isByAssistant ? PenIcon : PencilLine}
      className={isByAssistant ? "is-by-assistant" : ""}
      act={
        <button
          className="act"
          type="button"
          aria-expanded={isOpen}
          aria-controls={`${id}-changes`}
          onClick={() => setIsOpen(!isOpen)}
        >
          History
        </button>
      }
    >
      {t("history.verb", { verb })} by {byWords(last ?? added)}
      {verb === "moved" && was && ` from ${was}`}, {when(atMs)}
      {verb !== "moved" && was && <small>was {was}</small>}
      <div id={`${id}-changes`}>
        {isOpen && (
          <ol className="item-history" aria-label="History">
            {all.map((change) => (
              <li key={change.id}>
                <span className={change.isUndone ? "is-undone" : undefined}>
                  {t("history.verb", { verb: change.verb })} by {byWords(change)}
                </span>
                , {when(change.atMs)}
                {change.isUndone && ", taken back"}
                {(change.was || change.is) && (
                  <small>
                    {change.was && <s>{change.was}</s>} {change.is}
                  </small>
                )}
              </li>
            ))}
            {!all.some((change) => change.verb === "added") && !hasMore && !error && (
              <li>
                Added by {byWords(added)}, {when(added.atMs)}
              </li>
            )}
          </ol>
        )}
        {isOpen && !error && (
          <p className="item-history-more">
            {hasMore && (
              <button className="act" type="button" onClick={() => void readMore()}>
                Earlier
              </button>
            )}
            <Link className="act" href="/activity">
              All activity
            </Link>
          </p>
        )}
      </div>
      <div role="status">
        {error && (
          <p className="item-history-more">
            What was changed since could not be read. {error.message}{" "}
            <button className="act" type="button" onClick={again}>
              Try again
            </button>
          </p>
        )}
      </div>
    </ReadingRow>
  );
}
