import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Frequency } from "../../agenda/recurrence/rule-parts.ts";
import { Pick } from "../controls/pick.tsx";
import { DateField } from "../fields/date-field.tsx";
import { dayAndMonth, weekdayInitials } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { monthDaysFor, monthDayWords, type RepeatStart } from "./repeat-choices.ts";
import {
  firstForm,
  formOf,
  mistakesOf,
  type RepeatForm,
  type RepeatMistakes,
  ruleOf,
  usualEnd,
} from "./repeat-form.ts";

interface Props {
  readonly id: string;
  readonly value: string;
  readonly start: RepeatStart;
  /** First day of the user's week, Sunday 0. */
  readonly weekStart: number;
  readonly onChange: (rule: string) => void;
}

const units = [
  ["DAILY", "repeats.unitDays"],
  ["WEEKLY", "repeats.unitWeeks"],
  ["MONTHLY", "repeats.unitMonths"],
  ["YEARLY", "repeats.unitYears"],
] as const satisfies readonly (readonly [Frequency, string])[];
const ends = [
  ["never", "repeats.endsNever"],
  ["until", "repeats.endsOnDate"],
  ["count", "repeats.endsAfter"],
] as const;

/** The parts of a rule as fields. Input is kept as typed, valid or not; the rule is derived from it. */
export function RepeatEditor({ id, value, start, weekStart, onChange }: Props) {
  const t = useTranslations();
  const { words } = useReader();
  const { date, isOccurrence } = start;
  // An occurrence does not know the first date of its series.
  const first = isOccurrence ? undefined : date;
  const [form, setForm] = useState<RepeatForm>(() => formOf(value, date, weekStart) ?? firstForm(date, weekStart));
  const [known, setKnown] = useState({ value, date });
  const interval = useRef<HTMLInputElement>(null);
  useEffect(() => interval.current?.focus(), []);
  // The date was moved, or someone else's rule adopted: update the fields if it can be parsed.
  if (known.value !== value || known.date !== date) {
    setKnown({ value, date });
    setForm(formOf(value, date, weekStart) ?? form);
  }
  function change(next: Partial<RepeatForm>) {
    const changed = { ...form, ...next };
    const rule = ruleOf(changed, first);
    setForm(changed);
    setKnown({ value: rule, date });
    onChange(rule);
  }

  const changeEnds = (ends: RepeatForm["ends"]) =>
    change({ ends, until: ends === "until" && form.until === "" ? usualEnd(date, form.frequency) : form.until });

  const mistakes = mistakesOf(form, first, words, t);
  const describedBy = (name: keyof RepeatMistakes) => ({
    "aria-invalid": mistakes[name] ? true : undefined,
    "data-mistake": mistakes[name] ? "" : undefined,
    "aria-describedby": mistakes[name] ? `${id}-${name}-mistake` : undefined,
  });
  const mistake = (name: keyof RepeatMistakes) =>
    mistakes[name] && (
      <p className="field-problem" id={`${id}-${name}-mistake`} role="alert">
        {mistakes[name]}
      </p>
    );
  const number = (name: "interval" | "count", label: string) => (
    <input
      {...describedBy(name)}
      ref={name === "interval" ? interval : undefined}
      className="field is-number"
      inputMode="numeric"
      aria-label={label}
      maxLength={6}
      value={form[name]}
      onChange={({ target }) => change({ [name]: target.value.trim() })}
    />
  );
  const count = (typed: string) => (typed === "1" ? 1 : 2);
  return (
    <fieldset className="repeat-editor" aria-label={t("repeats.howOften")}>
      <div className="together">
        {t.rich("repeats.every", {
          word,
          number: () => number("interval", t("repeats.everyHowMany")),
          unit: () => (
            <Choice
              label={t("repeats.unit")}
              value={form.frequency}
              options={units.map(([unit, key]) => [unit, t(key, { count: count(form.interval) })])}
              onChange={(frequency) => change({ frequency })}
            />
          ),
        })}
      </div>
      {mistake("interval")}
      {form.frequency === "WEEKLY" && (
        <>
          <Weekdays
            chosen={form.weekdays}
            weekStart={weekStart}
            {...describedBy("weekdays")}
            onChange={(weekdays) => change({ weekdays })}
          />
          {mistake("weekdays")}
        </>
      )}
      {form.frequency === "MONTHLY" && (
        <div className="together">
          {t.rich("repeats.onMonthDay", {
            word,
            day: () => (
              <Choice
                label={t("repeats.whichMonthDay")}
                value={form.monthDay}
                options={[...new Set([...monthDaysFor(date), form.monthDay])].map((day) => [
                  day,
                  monthDayWords(day, words, t),
                ])}
                onChange={(monthDay) => change({ monthDay })}
              />
            ),
          })}
        </div>
      )}
      {form.frequency === "YEARLY" && (
        <p>{t("repeats.onYearDay", { day: dayAndMonth(`2000-${form.yearDay}`, "2000", words) })}</p>
      )}
      <div className="together">
        <span aria-hidden="true">{t("repeats.ends")}</span>
        <Choice
          label={t("repeats.ends")}
          value={form.ends}
          options={ends.map(([end, key]) => [end, t(key)])}
          onChange={changeEnds}
        />
        {form.ends === "until" && (
          <DateField
            {...describedBy("until")}
            className="field is-until"
            aria-label={t("repeats.lastDay")}
            near={first}
            value={form.until}
            onChange={(until) => change({ until })}
          />
        )}
        {form.ends === "count" && (
          <>
            {number("count", t("repeats.howManyTimes"))}
            <span aria-hidden="true">{t("repeats.times", { count: count(form.count) })}</span>
          </>
        )}
      </div>
      {mistake("until")}
      {mistake("count")}
    </fieldset>
  );
}

/** Next to fields that have their own labels. */
const word = (words: ReactNode) => <span aria-hidden="true">{words}</span>;

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Pick className="field" aria-label={label} value={value} onChange={({ target }) => onChange(target.value as Value)}>
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </Pick>
  );
}

interface WeekdaysProps {
  readonly chosen: readonly number[];
  readonly weekStart: number;
  readonly onChange: (weekdays: readonly number[]) => void;
}

/** Seven toggle buttons for the weekdays, in the order of the user's week. */
function Weekdays({ chosen, weekStart, onChange, ...describedBy }: WeekdaysProps) {
  const t = useTranslations();
  const { words } = useReader();
  const week = Array.from({ length: 7 }, (_, index) => (weekStart + index) % 7);
  return (
    <fieldset className="day-boxes" aria-label={t("repeats.whichDays")}>
      {week.map((weekday) => (
        <label key={weekday} className="day-box">
          <input
            type="checkbox"
            checked={chosen.includes(weekday)}
            {...describedBy}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, weekday] : chosen.filter((each) => each !== weekday))
            }
          />
          <span aria-hidden="true">{weekdayInitials(weekday, words)}</span>
          <span className="sr-only">{words.weekdays[(weekday + 6) % 7]}</span>
        </label>
      ))}
    </fieldset>
  );
}
