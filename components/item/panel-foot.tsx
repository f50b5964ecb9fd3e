import { Check } from "lucide-react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { ScopeQuestion } from "../scopes/scope-question.tsx";
import type { Act } from "../scopes/scope-question-words.ts";
import { useReader } from "../time/reader.ts";

interface LeavingProps {
  readonly onDiscard: () => void;
  readonly onStay: () => void;
}

/** Asks before edits are lost. */
export function LeavingFoot({ onDiscard, onStay }: LeavingProps) {
  return (
    <div className="panel-foot" role="alertdialog" aria-label="Unsaved changes">
      <p>Your changes are not saved.</p>
      <span className="spring" />
      <button className="button" type="button" onClick={onDiscard}>
        Discard
      </button>
      <button className="button is-main" type="button" ref={focusNow} onClick={onStay}>
        Keep writing
      </button>
    </div>
  );
}

interface ScopeProps {
  readonly item: Item;
  readonly series: Item | undefined;
  readonly act: Act;
  readonly isBusy: boolean;
  readonly onAnswer: (scope: Scope) => void;
  readonly onBack: () => void;
}

/** For an occurrence, asks how far the change should reach. */
export function ScopeFoot({ onBack, ...question }: ScopeProps) {
  return (
    <ScopeQuestion {...question}>
      <button className="button" type="button" onClick={onBack}>
        {question.act === "delete" ? "Keep" : "Keep writing"}
      </button>
    </ScopeQuestion>
  );
}

interface ReadingProps {
  readonly item: Item;
  readonly onDelete: () => void;
  readonly onComplete: () => void;
  readonly onEdit: () => void;
}

/** The actions on an item that is being read. */
export function ReadingFoot({ item, onDelete, onComplete, onEdit }: ReadingProps) {
  const { hasSingleKeys } = useReader();
  return (
    <div className="panel-foot">
      <DeleteButton item={item} onDelete={onDelete} />
      <span className="spring" />
      <button className="button" type="button" onClick={onComplete}>
        <Check className="icon" aria-hidden="true" />
        {item.done ? "Not done yet" : "Tick off"}
      </button>
      <button
        className="button is-main edit"
        type="button"
        aria-keyshortcuts={hasSingleKeys ? "e" : undefined}
        onClick={onEdit}
      >
        Edit
        {hasSingleKeys && (
          <span aria-hidden="true">
            <kbd>E</kbd>
          </span>
        )}
      </button>
    </div>
  );
}

function DeleteButton({ item, onDelete }: Pick<ReadingProps, "item" | "onDelete">) {
  return (
    <button className="act is-danger" type="button" onClick={onDelete}>
      {item.occurrence !== undefined ? "Delete…" : item.recurrence ? "Delete all" : "Delete"}
    </button>
  );
}

interface EditingProps {
  readonly item: Item;
  /** The id of the form that Save submits. */
  readonly form: string;
  readonly isDirty: boolean;
  readonly isBusy: boolean;
  readonly onDelete: () => void;
  readonly onDiscard: () => void;
}

/** The actions on an item's fields while no question is open. */
export function EditingFoot({ item, form, isDirty, isBusy, onDelete, onDiscard }: EditingProps) {
  return (
    <div className="panel-foot">
      <DeleteButton item={item} onDelete={onDelete} />
      <span className="spring" />
      {isDirty && (
        <button className="button" type="button" onClick={onDiscard}>
          Discard
        </button>
      )}
      <button className="button is-main" type="submit" form={form} aria-busy={isBusy}>
        Save
      </button>
    </div>
  );
}

const focusNow = (button: HTMLButtonElement | null) => button?.focus();
