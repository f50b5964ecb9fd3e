import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import { authorOf, type Mark, markKeyOf, verbOf } from "../sync/change-marks.ts";
import { ago } from "../time/clock-words.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";

interface Props {
  readonly mark: Mark;
  readonly item: Item;
  readonly nowMs: number;
}

/** The assistant's note in the margin: what it did to this item, when, and what to do about it. */
export function ChangeNote({ mark, item, nowMs }: Props) {
  const actions = useAgendaActions();
  const { words } = useReader();
  const verb = verbOf(mark, item);
  const from =
    verb === "Moved" && mark.before && mark.before.date !== item.date
      ? ` from ${shortDay(mark.before.date, words)}`
      : "";
  // At the first of a series it is said of all.
  const rule = mark.occurrence === undefined && item.recurrenceText ? `: ${item.recurrenceText}` : "";
  const of = <span className="sr-only"> {item.text}</span>;
  return (
    <div className="note">
      <p>
        <span className="pen">
          <PenIcon />
        </span>
        <span>
          {verb} by {authorOf(mark)}
          {from}
          {rule}, <span className="ago">{ago(mark.atMs, nowMs)}</span>
        </span>
      </p>
      <div className="note-acts">
        <button className="act" type="button" onClick={() => actions.revert([{ mark, item }])}>
          Revert{of}
        </button>
        <button className="act is-quiet" type="button" onClick={() => actions.keep([markKeyOf(mark)])}>
          {mark.kind === "deleted" ? "Leave deleted" : "Keep"}
          {of}
        </button>
      </div>
    </div>
  );
}
