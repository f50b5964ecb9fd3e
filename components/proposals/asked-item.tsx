import { useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Sent } from "../sync/api-client.ts";
import { useReader } from "../time/reader.ts";
import type { Chosen } from "./chosen-proposals.tsx";
import { noteWords, timeWords, whenWords } from "./proposal-words.ts";
import { ProposedEdit } from "./proposed-edit.tsx";
import type { Proposal } from "./use-proposals.ts";

interface Props {
  readonly proposal: Proposal;
  /** Whether it is shown in its day, which is then left out. */
  readonly isInDay?: boolean;
  readonly isBusy: boolean;
  /** Undefined: there are not enough to choose several. */
  readonly choosing: Chosen | undefined;
  readonly onDecide: (sent: Sent<"decideProposals">) => Promise<boolean>;
}

export const askedId = (id: string): string => `asked-${id}`;

/** One proposal: its effect, drawn hollow, and the two answers to it. */
export function AskedItem({ proposal, isInDay, isBusy, choosing, onDecide }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const [isEditing, setIsEditing] = useState(false);
  const own = useRef<HTMLLIElement>(null);
  const edit = (isNow: boolean) => {
    flushSync(() => setIsEditing(isNow));
    // The pressed button is gone.
    own.current?.querySelector<HTMLElement>(isNow ? ".asked-edit input" : ".asked-acts .act")?.focus();
  };
  const { id, summary, entries, entryCount, editable } = proposal;
  const [first] = entries;
  const isChosen = choosing?.ids.has(id) ?? false;
  const named = { summary, of: (words: ReactNode) => <span className="sr-only">{words}</span> };
  return (
    <li className={isChosen ? "asked is-chosen" : "asked"} id={askedId(id)} data-asked={id} ref={own}>
      <p className={entries.length === 1 ? "sr-only" : "asked-summary"}>{summary}</p>
      <ul className="asked-entries">
        {entries.map((entry) => (
          <li key={`${entry.id} ${entry.occurrence}`} className={`asked-entry is-${entry.kind}`}>
            <span className="asked-title" dir="auto">
              {entry.item.text}
            </span>
            <span className="asked-when">{(isInDay ? timeWords : whenWords)(entry.item, reader, t)}</span>
            <span className="asked-note">{noteWords(entry, reader, t)}</span>
          </li>
        ))}
        {entryCount > entries.length && (
          <li className="asked-more">{t("proposals.more", { count: entryCount - entries.length })}</li>
        )}
      </ul>
      {isEditing && first ? (
        <ProposedEdit
          item={first.item}
          isBusy={isBusy}
          onAccept={(edit) => void onDecide({ accept: [id], edit })}
          onClose={() => edit(false)}
        />
      ) : (
        <p className="asked-acts">
          <button className="button" type="button" aria-busy={isBusy} onClick={() => void onDecide({ accept: [id] })}>
            {t.rich("proposals.accept", named)}
          </button>
          <button className="button" type="button" aria-busy={isBusy} onClick={() => void onDecide({ decline: [id] })}>
            {t.rich("proposals.decline", named)}
          </button>
          {editable && (
            <button className="act is-quiet" type="button" onClick={() => edit(true)}>
              {t.rich("proposals.editFirst", named)}
            </button>
          )}
          {choosing && (
            <label className="asked-choice">
              <input
                type="checkbox"
                checked={isChosen}
                onChange={({ nativeEvent }) =>
                  (nativeEvent as MouseEvent).shiftKey ? choosing.extend(id) : choosing.toggle(id)
                }
              />
              <span>{t.rich("proposals.choose", named)}</span>
            </label>
          )}
        </p>
      )}
    </li>
  );
}
