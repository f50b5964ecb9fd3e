import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import { isTouched, type Mark, madeAtMs, markKeyOf } from "../sync/change-marks.ts";
import { authorWithin, wordsOfMark } from "../sync/mark-words.ts";
import { shortDay } from "../time/date-names.ts";
import { nearMomentWords } from "../time/moment-words.ts";
import { useReader } from "../time/reader.ts";

export interface NoteProps {
  readonly mark: Mark;
  readonly item: Item;
  readonly nowMs: number;
}

/** The assistant's note in the margin: what it did to this item, when, and what to do about it. */
export function ChangeNote({ mark, item, nowMs }: NoteProps) {
  const t = useTranslations();
  const actions = useAgendaActions();
  const reading = useReader();
  const { before, occurrence } = mark;
  const isOneDate = occurrence !== undefined || before?.recurrence === undefined;
  const hasOtherDay = isTouched(mark, "when") && isOneDate && before !== undefined && before.date !== item.date;
  // On a series' first occurrence the note is about all of it.
  const rule = mark.occurrence === undefined ? item.recurrenceText : undefined;
  const named = { text: item.text, of: (words: ReactNode) => <span className="sr-only">{words}</span> };
  return (
    <div className="change-note">
      <p>
        <span className="pen">
          <PenIcon />
        </span>
        <span>
          {t.rich("entry.change", {
            what: wordsOfMark(mark, item, t),
            author: authorWithin(mark, t),
            isMoved: String(hasOtherDay),
            day: hasOtherDay ? shortDay(before.date, reading.words) : "",
            hasRule: String(rule !== undefined),
            rule: rule ?? "",
            ago: () => <span className="ago">{nearMomentWords(madeAtMs(mark), nowMs, reading, t)}</span>,
          })}
        </span>
      </p>
      <div className="change-note-acts">
        <button className="act" type="button" onClick={() => actions.revert([{ mark, item }])}>
          {t.rich("entry.revert", named)}
        </button>
        <button className="act is-quiet" type="button" onClick={() => actions.keep([markKeyOf(mark)])}>
          {t.rich("entry.keep", named)}
        </button>
      </div>
    </div>
  );
}
