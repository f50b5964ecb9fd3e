import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import type { SpanKind } from "../../agenda/phrases/line/line.ts";
import type { LineReading } from "../../agenda/phrases/line/line-readings.ts";
import { addDays } from "../../agenda/time/dates.ts";
import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";
import { DateField } from "../fields/date-field.tsx";
import { TimeField } from "../fields/time-field.tsx";
import { isDate, sentenceOf } from "../repeats/repeat-choices.ts";
import { RepeatField } from "../repeats/repeat-field.tsx";
import { clock, duration } from "../time/clock-words.ts";
import { shortDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { keyOfReading } from "./line-fields.ts";
import { backToLine, type LinePreviewProps } from "./line-preview-props.ts";
import { atTime, onDate, withoutKind, withRule } from "./line-rewriting.ts";
import { partNames } from "./part-names.ts";

export type MenuName = "date" | "time" | "end" | "rule" | "location" | "url" | "tag" | "reminder";

interface Props extends LinePreviewProps {
  readonly name: MenuName;
  readonly reading: LineReading;
  readonly rule: string;
  readonly onClose: () => void;
}

const kinds: Readonly<Record<MenuName, readonly SpanKind[]>> = {
  date: ["date"],
  time: ["time", "length"],
  end: ["length"],
  rule: ["rule"],
  location: ["location"],
  url: ["url"],
  tag: ["tag"],
  reminder: ["reminder"],
};
const lengths = [15, 30, 45, 60, 90, 120];

/** The choices for one part of the line. The text of the line is updated to match. */
export function LineMenu(props: Props) {
  const t = useTranslations();
  const { name, line, said, reading, rule, choice, read, onLine, onChoice, onWords } = props;
  const { today, words, hour12 } = useReader();
  const id = useId();
  const menu = useRef<HTMLFieldSetElement>(null);
  useEffect(() => menu.current?.querySelector<HTMLElement>("button, input, select")?.focus(), []);
  const close = () => {
    props.onClose();
    backToLine(props);
  };
  const change = (changed: string) => {
    onLine(changed);
    close();
  };
  const own = said.spans.filter(({ kind }) => kinds[name].includes(kind));
  const [span] = own;
  const spanWords = span ? line.slice(span.from, span.to) : "";
  const { date, startTime = "", endTime = "" } = reading;
  const choiceButton = (key: string, label: string, run: () => void) => (
    <button key={key} type="button" onClick={run}>
      {label}
    </button>
  );
  return (
    <fieldset
      ref={menu}
      className="line-menu"
      aria-label={t(partNames[name])}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      {name === "date" && (
        <>
          {[...new Set([...said.readings.map((one) => one.date), today, addDays(today, 1), addDays(date, 7)])]
            .slice(0, 5)
            .map((each) => choiceButton(each, shortDate(each, today, words), () => pickDate(each)))}
          <label htmlFor={`${id}-date`}>{t("add-line.anotherDay")}</label>
          <DateField
            id={`${id}-date`}
            className="field"
            value={date}
            onChange={(next) => isDate(next) && onLine(onDate(line, next, read, { today, words }))}
          />
        </>
      )}
      {name === "time" && (
        <>
          {[...new Set(said.readings.filter((one) => one.date === date).map((one) => one.startTime ?? ""))]
            .filter((each) => each !== "" && each !== startTime)
            .map((each) => choiceButton(each, clock(each, hour12), () => change(atTime(line, each, undefined, read))))}
          <label htmlFor={`${id}-time`}>{t("add-line.starts")}</label>
          <TimeField
            id={`${id}-time`}
            className="field"
            value={startTime}
            onChange={(heard) => heard && onLine(atTime(line, heard.time, undefined, read))}
          />
        </>
      )}
      {name === "end" && (
        <>
          {lengths.map((minutes) =>
            choiceButton(`${minutes}`, duration(minutes, t), () =>
              change(atTime(line, startTime, timeAt((minuteOf(startTime) + minutes) % 1440), read)),
            ),
          )}
          <label htmlFor={`${id}-end`}>{t("add-line.ends")}</label>
          <TimeField
            id={`${id}-end`}
            className="field"
            value={endTime}
            after={startTime}
            onChange={(heard) => heard && onLine(atTime(line, startTime, heard.time, read))}
          />
        </>
      )}
      {name === "rule" && (
        <RepeatField
          id={`${id}-rule`}
          className="field"
          start={{ date, isOccurrence: false }}
          value={rule}
          onChange={pickRule}
          onStart={(next) => onLine(onDate(line, next, read, { today, words }))}
        />
      )}
      {span && (
        <>
          {choiceButton("out", t("add-line.takeOut"), () => {
            onChoice(name === "rule" ? { ...choice, own: undefined } : choice);
            change(withoutKind(line, said, ...kinds[name]));
          })}
          {choiceButton("words", t("add-line.keepAsWords", { words: spanWords }), () => {
            onWords(spanWords);
            close();
          })}
        </>
      )}
      {choiceButton("done", t("add-line.done"), close)}
    </fieldset>
  );

  function pickDate(each: string): void {
    const asked = said.isAsked && said.readings.find((one) => one.date === each);
    if (asked) onChoice({ ...choice, picked: keyOfReading(asked) });
    else onLine(onDate(line, each, read, { today, words }));
    close();
  }

  function pickRule(next: string): void {
    if (next === "") {
      onChoice({ ...choice, own: undefined });
      change(withoutKind(line, said, "rule"));
      return;
    }
    const sentence = sentenceOf(next, date, t);
    const changed = sentence && withRule(line, sentence, read, t);
    onChoice({ ...choice, own: changed ? undefined : { rule: next, over: "" } });
    onLine(changed || withoutKind(line, said, "rule"));
  }
}
