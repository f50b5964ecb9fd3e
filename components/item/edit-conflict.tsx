import { CircleAlert } from "lucide-react";
import { reminderWords } from "../../agenda/item/reminder-words.ts";
import type { Item } from "../../contract/fields/item.ts";
import { type Draft, draftOf } from "../draft/item-draft.ts";
import { sentenceOf } from "../repeats/repeat-choices.ts";
import { call } from "../sync/api-client.ts";
import type { FieldName } from "../sync/entry-key.ts";

interface Props {
  readonly yours: Draft;
  readonly changed: readonly FieldName[];
  readonly saved: Item;
  readonly isBusy: boolean;
  readonly onMine: () => void;
  readonly onSaved: (saved: Item) => void;
}

const words = (draft: Draft, names: readonly FieldName[]): string =>
  names
    .map((name) => {
      const value = draft[name];
      if (name === "done") return value ? "done" : "not done";
      if (name === "recurrence") return sentenceOf(draft.recurrence, draft.date) ?? draft.recurrence;
      if (name === "tags") return draft.tags.map((tag) => `#${tag}`).join(" ");
      if (name === "reminders") return draft.reminders.map((each) => reminderWords(each)).join(", ");
      return String(value);
    })
    .filter(Boolean)
    .join(", ") || "nothing";

/** Someone else saved the item meanwhile: both versions side by side, and both choices. */
export function EditConflict({ yours, changed, saved, isBusy, onMine, onSaved }: Props) {
  const theirs = draftOf(saved);
  const differing = (Object.keys(theirs) as FieldName[]).filter((name) => String(theirs[name]) !== String(yours[name]));
  const shown = differing.length > 0 ? differing : changed;
  return (
    <div className="conflict">
      <p className="banner is-error" role="alert">
        <CircleAlert className="icon" aria-hidden="true" />
        <span>{saved.text} was changed elsewhere while you wrote. Yours is still here.</span>
      </p>
      <dl>
        <dt>Yours</dt>
        <dd>{words(yours, shown)}</dd>
        <dt>Saved</dt>
        <dd>{words(theirs, shown)}</dd>
      </dl>
      <div className="conflict-acts">
        <button className="button is-main" type="button" aria-busy={isBusy} onClick={onMine}>
          Save mine
        </button>
        <button className="button" type="button" onClick={() => onSaved(saved)}>
          Take the saved one
        </button>
      </div>
    </div>
  );
}

/** What no longer exists: the item, its series, or this occurrence, which was cancelled or is no longer one of its dates. */
export type Missing = "item" | "series" | "cancelled" | "date";

/** Finds out why saving failed; requested once, when needed. */
export async function missingOf({ id, occurrence }: Item): Promise<Missing> {
  if (occurrence === undefined) return "item";
  try {
    const { item } = await call("getItemById", { id });
    const isCancelled = ({ occurrence: date, what }: { occurrence: string; what: string }) =>
      date === occurrence && what === "cancelled";
    return item.exceptions?.some(isCancelled) ? "cancelled" : "date";
  } catch {
    return "series";
  }
}

interface GoneProps {
  readonly item: Item;
  readonly missing: Missing;
  readonly day: (date: string) => string;
  readonly isBusy: boolean;
  readonly onRestore: () => void;
  readonly onAdd: () => void;
  readonly onLeave: () => void;
}

/** Someone deleted the item or its series meanwhile: the edits stay, and can still be saved. */
export function Gone({ item: { text, occurrence = "" }, missing, day, isBusy, onRestore, onAdd, onLeave }: GoneProps) {
  const canRestore = missing === "item" || missing === "cancelled";
  const what = {
    item: `${text} was deleted elsewhere while you wrote.`,
    series: `All of ${text} was deleted elsewhere while you wrote.`,
    cancelled: `${text} on ${occurrence && day(occurrence)} was deleted elsewhere while you wrote.`,
    date: `${text} was changed elsewhere while you wrote and no longer falls on ${occurrence && day(occurrence)}.`,
  }[missing];
  return (
    <div className="conflict">
      <p className="banner is-error" role="alert">
        <CircleAlert className="icon" aria-hidden="true" />
        <span>{what} Yours is still here.</span>
      </p>
      <div className="conflict-acts">
        <button className="button is-main" type="button" aria-busy={isBusy} onClick={canRestore ? onRestore : onAdd}>
          {canRestore ? "Bring it back and save mine" : "Save mine as an item of its own"}
        </button>
        <button className="button" type="button" onClick={onLeave}>
          {canRestore ? "Leave it deleted" : "Discard mine"}
        </button>
      </div>
    </div>
  );
}
