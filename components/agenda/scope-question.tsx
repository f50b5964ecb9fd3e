import { type ReactNode, useId, useState } from "react";
import type { Item, Scope } from "../../contract/item.ts";
import { weekdayAndDate } from "./dates.ts";
import { useReading } from "./reading.ts";
import "./scope.css";
import { type Act, scopeChoices } from "./scope-choices.ts";

interface Props {
  readonly item: Item;
  /** The item as a whole, where it is known. */
  readonly series: Item | undefined;
  readonly act: Act;
  readonly isBusy?: boolean;
  /** The way back, beside the button that does it. */
  readonly children: ReactNode;
}

/** How far a change of an occurrence shall reach: part of a form, which is submitted with the answer. */
export function ScopeQuestion({ item, series, act, isBusy = false, children }: Props) {
  const id = useId();
  const { today, words } = useReading();
  const day = (date: string) => weekdayAndDate(date, today, words);
  const { title, offered, why } = scopeChoices(item, series, act, day);
  const [wanted, setWanted] = useState<Scope>();
  const picked = offered.find(({ scope }) => scope === wanted) ?? offered[0];
  return (
    <div className="scope" role="alertdialog" aria-labelledby={`${id}-title`}>
      <fieldset aria-describedby={why && `${id}-why`}>
        <legend id={`${id}-title`}>{title}</legend>
        {offered.map(({ scope, label, effect }) => (
          <label key={scope}>
            <input
              ref={scope === picked?.scope ? focusOnce : undefined}
              type="radio"
              name={scopeField}
              value={scope}
              checked={scope === picked?.scope}
              aria-describedby={`${id}-${scope}`}
              aria-label={label}
              onChange={() => setWanted(scope)}
            />
            <span>{label}</span>
            <small id={`${id}-${scope}`}>{effect}</small>
          </label>
        ))}
        {why && (
          <p className="hint" id={`${id}-why`}>
            {why}
          </p>
        )}
      </fieldset>
      <div className="panel-foot">
        <span className="spring" />
        {children}
        <button className={`button ${act === "delete" ? "is-danger" : "is-main"}`} type="submit" aria-busy={isBusy}>
          {picked?.verb}
        </button>
      </div>
    </div>
  );
}

const scopeField = "scope";

/** What was answered, where the question stood in the form. */
export function scopeIn(form: HTMLFormElement): Scope | undefined {
  return (new FormData(form).get(scopeField) as Scope | null) ?? undefined;
}

const seen = new WeakSet<HTMLInputElement>();
const focusOnce = (radio: HTMLInputElement | null) => {
  if (!radio || seen.has(radio)) return;
  seen.add(radio);
  radio.focus();
};
