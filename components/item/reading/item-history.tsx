import { PencilLine } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Item } from "../../../contract/fields/item.ts";
import type { Translator } from "../../../messages/translator.ts";
import { PenIcon } from "../../controls/pen-mark.tsx";
import { authorOf } from "../../sync/mark-words.ts";
import { useReader } from "../../time/reader.ts";
import { ReadingRow } from "./reading-row.tsx";
import { pastWords } from "./reading-words.ts";
import { changesOf, type ItemChange, lastChangeOf, useRecentChanges } from "./use-last-change.ts";

const isAssistant = (door: ItemChange["door"]): boolean => door === "gpt" || door === "mcp";
const byWords = ({ door, programName }: Pick<ItemChange, "door" | "programName">, t: Translator): string =>
  isAssistant(door) ? authorOf({ door, ...(programName && { programName }) }, t) : t("item.you");

/** Who changed an item last and, on request, earlier changes. */
export function ItemHistory({ item, nowMs }: { readonly item: Item; readonly nowMs: number }) {
  const t = useTranslations();
  const reader = useReader();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { changes = [], hasMore, error, again, readMore } = useRecentChanges(item);
  const { createdBy: door, createdAt } = item;
  const added = {
    door,
    programName: undefined,
    atMs: Date.parse(createdAt),
    kind: "added",
    verb: t("item.added"),
    was: undefined,
  } as const;
  const last = lastChangeOf(item, changes, t);
  const { kind, verb, was, atMs } = last ?? added;
  const isByAssistant = isAssistant((last ?? added).door);
  const all = changesOf(item, changes, t);
  const when = (ms: number) => pastWords(ms, nowMs, reader, t);
  return (
    <ReadingRow
      name={t("item.history")}
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
          {t("item.history")}
        </button>
      }
    >
      {t("item.lastChange", {
        change: t("item.changeBy", { verb, author: byWords(last ?? added, t) }),
        isMoved: String(kind === "moved" && Boolean(was)),
        was: was ?? "",
        when: when(atMs),
      })}
      {kind !== "moved" && was && <small>{t("item.was", { was })}</small>}
      <div id={`${id}-changes`}>
        {isOpen && (
          <ol className="item-history" aria-label={t("item.history")}>
            {all.map((change) => (
              <li key={change.id}>
                {t.rich("item.pastChange", {
                  change: () => (
                    <span className={change.isUndone ? "is-undone" : undefined}>
                      {t("item.changeBy", { verb: change.verb, author: byWords(change, t) })}
                    </span>
                  ),
                  when: when(change.atMs),
                  isUndone: String(change.isUndone),
                })}
                {(change.was || change.is) && (
                  <small>
                    {change.was && <s>{change.was}</s>} {change.is}
                  </small>
                )}
              </li>
            ))}
            {!all.some((change) => change.kind === "added") && !hasMore && !error && (
              <li>
                {t("item.lastChange", {
                  change: t("item.changeBy", { verb: added.verb, author: byWords(added, t) }),
                  ...{ isMoved: "false", was: "", when: when(added.atMs) },
                })}
              </li>
            )}
          </ol>
        )}
        {isOpen && !error && (
          <p className="item-history-more">
            {hasMore && (
              <button className="act" type="button" onClick={() => void readMore()}>
                {t("item.earlier")}
              </button>
            )}
            <Link className="act" href="/activity">
              {t("item.allActivity")}
            </Link>
          </p>
        )}
      </div>
      <div role="status">
        {error && (
          <p className="item-history-more">
            {t("item.historyUnread", { why: error.message })}{" "}
            <button className="act" type="button" onClick={again}>
              {t("words.tryAgain")}
            </button>
          </p>
        )}
      </div>
    </ReadingRow>
  );
}
