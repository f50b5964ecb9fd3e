import { ArrowRight, CircleAlert, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { clock } from "../time/clock-words.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { inRow } from "../words/listed.ts";
import { type Change, isUndoable, saysOf } from "./past.ts";
import type { Refused, Undoing } from "./use-undoing.ts";

interface Props {
  readonly change: Change;
  /** The change that undid this one, if known. */
  readonly undoneBy: Change | undefined;
  readonly undoing: Undoing;
  /** The marks it left that the user has not seen. */
  readonly unseen?: readonly string[] | undefined;
}

/** One change in the history: when, what, before and after, and undo. */
export function PastChange({ change, undoneBy, undoing, unseen }: Props) {
  const t = useTranslations();
  const { timeZone, hour12, words } = useReader();
  const { id, items = [], undoes } = change;
  const isUndone = change.undoneBy !== undefined;
  const says = saysOf(change);
  const key = String(id);
  const name = says?.name ?? says?.verb ?? "";
  const wall = wallOf(Date.parse(change.at), timeZone);
  const [only, another] = items;
  // Undoing the undo restores only this change if only this one was undone.
  const redo = undoneBy?.undoes?.length === 1 && isUndoable(undoneBy) ? undoneBy.id : undefined;
  const isNew = only?.kind === "created" && !undoes;
  return (
    <li className={`change ${isUndone ? "is-undone" : ""}`} data-undo={key} tabIndex={-1}>
      <time dateTime={change.at} data-seen={unseen?.join(" ")}>
        {clock(wall.time, hour12)}
      </time>
      <span className="line" />
      <div className="says">
        {says ? (
          <p>
            {isUndone && <span className="sr-only">{t("activity.undoneOf")} </span>}
            <span className="verb">{says.verb}</span>
            {says.name && " "}
            {says.name && (
              <strong className={isNew ? "is-new" : undefined} dir="auto">
                {says.name}
              </strong>
            )}
            {says.rest}
          </p>
        ) : (
          <p className="erased">{t("activity.erased")}</p>
        )}
        {only && !another && <Delta item={only} />}
        {another?.text && (
          <details>
            <summary>{t("activity.items", { count: items.length })}</summary>
            <ul>
              {items.map((item) => (
                <li key={item.id}>
                  <bdi>{item.text}</bdi>
                  <Delta item={item} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {isUndone ? (
        <p className="stamp">
          {undoneBy ? t("activity.undoneAt", { when: whenOf(undoneBy, change) }) : t("activity.undone")}
          {redo !== undefined && (
            <UndoButton
              word="activity.redo"
              name={name}
              isBusy={undoing.busy === key}
              onUndo={() => undoing.undo(key, { ids: [redo] })}
            />
          )}
        </p>
      ) : (
        isUndoable(change) && (
          <UndoButton
            word="activity.undo"
            name={name}
            isBusy={undoing.busy === key}
            onUndo={() => undoing.undo(key, { ids: [id] })}
          />
        )
      )}
      {undoing.refused?.key === key && <Blocked {...undoing.refused} />}
    </li>
  );

  function whenOf(undo: Change, undone: Change): string {
    const at = wallOf(Date.parse(undo.at), timeZone);
    const time = clock(at.time, hour12);
    const isSameDay = at.date === wallOf(Date.parse(undone.at), timeZone).date;
    return isSameDay ? time : inRow([shortDay(at.date, words), time], t);
  }
}

function Delta({ item: { was, is } }: { readonly item: NonNullable<Change["items"]>[number] }) {
  const t = useTranslations();
  if (was === undefined && is === undefined) return null;
  return (
    <span className="delta">
      {was !== undefined && <>{t.rich("activity.was", { was: () => <del dir="auto">{was}</del>, hidden })}</>}
      {was !== undefined && is !== undefined && (
        <>
          {" "}
          <ArrowRight className="icon" aria-hidden="true" /> <span className="sr-only">{t("activity.became")} </span>
        </>
      )}
      {is !== undefined && <ins dir="auto">{is}</ins>}
    </span>
  );
}

/** Only read out. */
const hidden = (words: ReactNode) => <span className="sr-only">{words}</span>;

interface ButtonProps {
  readonly word: "activity.redo" | "activity.undo";
  readonly name: string;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
}

function UndoButton({ word, name, isBusy, onUndo }: ButtonProps) {
  const t = useTranslations();
  return (
    <button className="act is-quiet" type="button" aria-busy={isBusy} onClick={onUndo}>
      <Undo2 className="icon" aria-hidden="true" />
      <span>{t.rich(word, { name, of: hidden })}</span>
    </button>
  );
}

/** Why something was not undone, and what can be done anyway. */
export function Blocked({ words, force }: Refused) {
  const t = useTranslations();
  return (
    <div className="blocked" role="alert">
      <span className="reason">
        <CircleAlert className="icon" aria-hidden="true" />
        {words}
      </span>
      {force && (
        <button className="act" type="button" onClick={force}>
          {t("activity.undoRest")}
        </button>
      )}
    </div>
  );
}
