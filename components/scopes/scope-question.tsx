import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Item, Scope } from "../../contract/fields/item.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import "./scope-question.css";
import { type Act, scopeChoices } from "./scope-question-words.ts";

interface Props {
  readonly item: Item;
  /** The whole item, if known. */
  readonly series: Item | undefined;
  readonly act: Act;
  readonly isBusy?: boolean;
  readonly onAnswer: (scope: Scope) => void;
  /** The cancel button, next to the confirming one. */
  readonly children: ReactNode;
}

/** Asks how far a change of an occurrence should reach. A separate form, so that only its own submit counts as an answer. */
export function ScopeQuestion({ item, series, act, isBusy = false, onAnswer, children }: Props) {
  const t = useTranslations();
  const id = useId();
  const { today, words } = useReader();
  const day = (date: string) => weekdayAndDate(date, today, words);
  const { title, offered, why } = scopeChoices(item, series, act, day, t);
  const [wanted, setWanted] = useState<Scope>();
  const picked = offered.find(({ scope }) => scope === wanted) ?? offered[0];
  // Only once: a user who continues elsewhere is not called back again.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input:checked")?.focus(), []);
  return (
    <div className="scope" role="alertdialog" aria-labelledby={`${id}-title`}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (picked) onAnswer(picked.scope);
        }}
      >
        <fieldset aria-describedby={why && `${id}-why`}>
          <legend id={`${id}-title`}>{title}</legend>
          {offered.map(({ scope, label, effect }) => (
            <label key={scope}>
              <input
                type="radio"
                name="scope"
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
      </form>
    </div>
  );
}
