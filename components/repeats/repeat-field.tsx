import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Pick } from "../controls/pick.tsx";
import { relativeDay, weekdaysFromMonday } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import {
  capital,
  choiceOf,
  customWords,
  isDate,
  type RepeatStart,
  repeatChoices,
  sentenceOf,
  startFor,
  thenWords,
} from "./repeat-choices.ts";
import { RepeatEditor } from "./repeat-editor.tsx";
import { firstForm, formOf, ruleOf } from "./repeat-form.ts";

export interface RepeatFieldProps {
  readonly id: string;
  readonly className: string;
  readonly start: RepeatStart;
  /** An RRULE; "" if it does not repeat. */
  readonly value: string;
  /** The saved item's rule, to revert to. */
  readonly saved?: { readonly rule: string; readonly words: string | undefined };
  /** The server's error message about it. */
  readonly problem?: string | undefined;
  readonly onChange: (rule: string) => void;
  /** Moves the item to another date, one that the rule matches. */
  readonly onStart: (date: string) => void;
}

/** "tomorrow", "on Monday". */
function onDay(...[date, today, words]: Parameters<typeof relativeDay>): string {
  const day = relativeDay(date, today, words);
  return /^[a-z]/.test(day) ? day : `on ${day}`;
}

const [kept, custom] = ["kept", "custom"];

/** How often, as a sentence: common rules in a select, all others in fields that open below. */
export function RepeatField({ id, className, start, value, saved, problem, onChange, onStart }: RepeatFieldProps) {
  const t = useTranslations();
  const { today, words, weekStart } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const { date, isOccurrence } = start;
  if (!isDate(date)) return <p className="hint repeat-hint">Say the date first.</p>;

  const first = (weekdaysFromMonday.indexOf(weekStart) + 1) % 7;
  const choices = repeatChoices(start, t);
  const choice = value === "" ? undefined : choiceOf(value, start, t);
  const form = formOf(value, date, first);
  const isEditing = isOpen && value !== "";
  const isSaved = value !== "" && value === saved?.rule;
  const sentence = isSaved ? saved.words : sentenceOf(value, date, t);
  const begins = sentence === undefined || isOccurrence ? date : startFor(value, date);
  const then = sentence === undefined ? "" : thenWords(value, { ...start, isSaved }, today, words, t);

  function choose(chosen: string) {
    setIsOpen(chosen === custom);
    if (chosen === kept) onChange(saved?.rule ?? "");
    else if (chosen !== custom) onChange(chosen);
    else if (form === undefined) onChange(ruleOf(firstForm(date, first), isOccurrence ? undefined : date));
  }
  const hasKept = saved !== undefined && saved.rule !== "" && choiceOf(saved.rule, start, t) === undefined;
  const chosen = isEditing ? custom : value === "" ? "" : (choice?.rule ?? (isSaved ? kept : custom));
  const others = customWords(chosen === kept, form !== undefined);
  const misfit =
    begins === undefined
      ? "No date is one of these."
      : `${capital(relativeDay(date, today, words))} is not one of these dates.`;
  const isWrong = begins !== date || problem !== undefined;
  return (
    <div className="repeats">
      <Pick
        ref={select}
        id={id}
        className={className}
        aria-label="Repeats"
        aria-invalid={isWrong ? true : undefined}
        data-mistake={begins === date ? undefined : ""}
        aria-describedby={isWrong ? `${id}-sentence ${id}-problem` : `${id}-sentence`}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">Does not repeat</option>
        {hasKept && <option value={kept}>{others.kept}</option>}
        {choices.map(({ rule, words }) => (
          <option key={rule} value={rule}>
            {words}
          </option>
        ))}
        {others.fields && <option value={custom}>{others.fields}</option>}
      </Pick>
      {isEditing && <RepeatEditor id={id} value={value} start={start} weekStart={first} onChange={onChange} />}
      <div id={`${id}-sentence`} className="repeat-words" aria-live="polite">
        {sentence && (isEditing || choice === undefined) && (
          <p className="repeat-sentence">
            {capital(sentence)}
            {!isEditing && form && (
              <button className="act is-quiet" type="button" onClick={() => setIsOpen(true)}>
                Change
              </button>
            )}
          </p>
        )}
        {begins === date && then && <p className="hint">{then}</p>}
        {sentence && !form && (
          <p className="hint">This rule has more to it than Custom can show. It stays until you choose another.</p>
        )}
      </div>
      {isWrong && (
        <div className="field-problem" id={`${id}-problem`} role="alert">
          <p>{begins === date ? problem : misfit}</p>
          {begins && begins !== date && (
            <button
              className="act"
              type="button"
              onClick={() => {
                onStart(begins);
                select.current?.focus();
              }}
            >
              Begin {onDay(begins, today, words)}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
