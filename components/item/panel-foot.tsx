import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { keyCaps, keyMap } from "../actions/key-map.ts";
import { ScopeQuestion } from "../scopes/scope-question.tsx";
import type { Act } from "../scopes/scope-question-words.ts";
import { useReader } from "../time/reader.ts";

interface LeavingProps {
  readonly onDiscard: () => void;
  readonly onStay: () => void;
}

/** Asks before edits are lost. */
export function LeavingFoot({ onDiscard, onStay }: LeavingProps) {
  const t = useTranslations();
  return (
    <div className="panel-foot" role="alertdialog" aria-label={t("item.unsaved")}>
      <p>{t("item.notSaved")}</p>
      <span className="spring" />
      <button className="button" type="button" onClick={onDiscard}>
        {t("item.discard")}
      </button>
      <button className="button is-main" type="button" ref={focusNow} onClick={onStay}>
        {t("item.keepWriting")}
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
  const t = useTranslations();
  return (
    <ScopeQuestion {...question}>
      <button className="button" type="button" onClick={onBack}>
        {t(question.act === "delete" ? "item.keep" : "item.keepWriting")}
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
  const t = useTranslations();
  const { hasSingleKeys } = useReader();
  return (
    <div className="panel-foot">
      <DeleteButton item={item} onDelete={onDelete} />
      <span className="spring" />
      <button className="button" type="button" onClick={onComplete}>
        <Check className="icon" aria-hidden="true" />
        {t(item.done ? "item.notDone" : "item.tickOff")}
      </button>
      <button
        className="button is-main edit"
        type="button"
        aria-keyshortcuts={hasSingleKeys ? "e" : undefined}
        onClick={onEdit}
      >
        {t("item.edit")}
        {hasSingleKeys && (
          <span aria-hidden="true">
            <kbd>{keyCaps(keyMap.edit.keys[0] ?? "")}</kbd>
          </span>
        )}
      </button>
    </div>
  );
}

function DeleteButton({ item, onDelete }: Pick<ReadingProps, "item" | "onDelete">) {
  const t = useTranslations();
  return (
    <button className="act is-danger" type="button" onClick={onDelete}>
      {t(item.occurrence !== undefined ? "item.deleteAsking" : item.recurrence ? "item.deleteAll" : "item.delete")}
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
  const t = useTranslations();
  return (
    <div className="panel-foot">
      <DeleteButton item={item} onDelete={onDelete} />
      <span className="spring" />
      {isDirty && (
        <button className="button" type="button" onClick={onDiscard}>
          {t("item.discard")}
        </button>
      )}
      <button className="button is-main" type="submit" form={form} aria-busy={isBusy}>
        {t("item.save")}
      </button>
    </div>
  );
}

const focusNow = (button: HTMLButtonElement | null) => button?.focus();
