import { CircleAlert } from "lucide-react";
import type { Item } from "../../contract/item.ts";
import { type Draft, draftOf, type FieldName } from "./draft.ts";
import { sentenceOf } from "./repeat-choices.ts";

interface Props {
  readonly yours: Draft;
  readonly changed: readonly FieldName[];
  readonly saved: Item;
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
      return String(value);
    })
    .filter(Boolean)
    .join(", ") || "nothing";

/** Somebody else saved the item meanwhile: both versions beside each other, and both choices. */
export function Conflict({ yours, changed, saved, onMine, onSaved }: Props) {
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
        <button className="button is-main" type="button" onClick={onMine}>
          Save mine
        </button>
        <button className="button" type="button" onClick={() => onSaved(saved)}>
          Take the saved one
        </button>
      </div>
    </div>
  );
}

/** Somebody deleted the item meanwhile. */
export function Gone({ text, onRestore, onLeave }: { text: string; onRestore: () => void; onLeave: () => void }) {
  return (
    <div className="conflict">
      <p className="banner is-error" role="alert">
        <CircleAlert className="icon" aria-hidden="true" />
        <span>{text} was deleted elsewhere while you wrote. Yours is still here.</span>
      </p>
      <div className="conflict-acts">
        <button className="button is-main" type="button" onClick={onRestore}>
          Bring it back and save mine
        </button>
        <button className="button" type="button" onClick={onLeave}>
          Leave it deleted
        </button>
      </div>
    </div>
  );
}
