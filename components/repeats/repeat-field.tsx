import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { daysBetween, weekdays } from "../../agenda/time/dates.ts";
import { Pick } from "../controls/pick.tsx";
import { relativeDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { capitalized } from "../words/listed.ts";
import {
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

interface RepeatFieldProps {
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

const [kept, custom] = ["kept", "custom"];

/** How often, as a sentence: common rules in a select, all others in fields that open below. */
export function RepeatField({ id, className, start, value, saved, problem, onChange, onStart }: RepeatFieldProps) {
  const t = useTranslations();
  const { today, words, weekStart } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const { date, isOccurrence } = start;
  if (!isDate(date)) return <p className="hint repeat-hint">{t("repeats.dateFirst")}</p>;

  const first = (weekdays.indexOf(weekStart) + 1) % 7;
  const choices = repeatChoices(start, words, t);
  const choice = value === "" ? undefined : choiceOf(value, start, words, t);
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
  const hasKept = saved !== undefined && saved.rule !== "" && choiceOf(saved.rule, start, words, t) === undefined;
  const chosen = isEditing ? custom : value === "" ? "" : (choice?.rule ?? (isSaved ? kept : custom));
  const others = customWords(chosen === kept, form !== undefined, t);
  const misfit =
    begins === undefined
      ? t("repeats.noneFits")
      : t("repeats.notOneOf", { day: capitalized(relativeDay(date, today, words)) });
  const isWrong = begins !== date || problem !== undefined;
  return (
    <div className="repeats">
      <Pick
        ref={select}
        id={id}
        className={className}
        aria-label={t("repeats.repeats")}
        aria-invalid={isWrong ? true : undefined}
        data-mistake={begins === date ? undefined : ""}
        aria-describedby={isWrong ? `${id}-sentence ${id}-problem` : `${id}-sentence`}
        value={chosen}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{t("repeats.never")}</option>
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
            {capitalized(sentence)}
            {!isEditing && form && (
              <button className="act is-quiet" type="button" onClick={() => setIsOpen(true)}>
                {t("repeats.change")}
              </button>
            )}
          </p>
        )}
        {begins === date && then && <p className="hint">{then}</p>}
        {sentence && !form && <p className="hint">{t("repeats.moreToIt")}</p>}
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
              {t("repeats.begin", {
                isNear: String(Math.abs(daysBetween(today, begins)) <= 1),
                day: relativeDay(begins, today, words),
              })}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
