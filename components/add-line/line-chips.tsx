import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { LineReading } from "../../agenda/phrases/line/line-readings.ts";
import { describeRecurrence } from "../../agenda/recurrence/describe-recurrence.ts";
import { clock, duration } from "../time/clock-words.ts";
import { shortDate, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { useKnownDay } from "../timeline/use-known-day.ts";
import { inRow } from "../words/listed.ts";
import { aroundOf } from "./line-around.ts";
import { chipsOf, chosenOf, keyOfReading } from "./line-fields.ts";
import type { LinePreviewProps } from "./line-preview-props.ts";

/** Choice among a few possible days; one is always selected. Also by Alt and an arrow key in the line itself. */
export function LineChips({ said, choice, onChoice }: Pick<LinePreviewProps, "said" | "choice" | "onChoice">) {
  const t = useTranslations();
  const name = useId();
  const { today, words, hour12, timeZone } = useReader();
  const dayOf = useKnownDay();
  if (!said.isAsked) return null;
  const chosen = chosenOf(said, choice);
  const chips = chipsOf(said);
  const weekdays = new Set(chips.map(({ date }) => weekdayName(date, words)));
  const times = new Set(chips.map(({ startTime }) => startTime));
  const rules = new Set(chips.map(({ recurrence }) => recurrence));
  const isOfRules = rules.size > 1;
  return (
    <fieldset className="ask">
      <legend>
        {isOfRules
          ? t("add-line.howOften")
          : weekdays.size === 1
            ? t("add-line.which", { weekday: [...weekdays][0] ?? "" })
            : t("add-line.whichDay")}
      </legend>
      <div className="chips">
        {chips.map((chip) => {
          const isOn = chosen !== undefined && keyOfReading(chip) === keyOfReading(chosen);
          const day = shortDate(chip.date, today, words);
          return (
            <label key={keyOfReading(chip)} className={`chip ${isOn ? "is-on" : ""}`}>
              <input
                type="radio"
                name={name}
                checked={isOn}
                onChange={() => onChoice({ ...choice, picked: keyOfReading(chip) })}
              />
              <span>{times.size > 1 && chip.startTime ? inRow([day, clock(chip.startTime, hour12)], t) : day}</span>
              {told(chip)}
            </label>
          );
        })}
      </div>
    </fieldset>
  );

  function told(chip: LineReading) {
    const day = dayOf(chip.date);
    const { date, startTime, endTime, endDate, recurrence } = chip;
    if (isOfRules) return <small>{recurrence ? describeRecurrence(recurrence, date, t) : t("add-line.once")}</small>;
    if (!day || !startTime || !endTime) return null;
    const { twice, after } = aroundOf(day.slices, { date, startTime, endTime, endDate }, timeZone);
    if (twice)
      return (
        <small className="is-alarm">
          <TriangleAlert className="icon" aria-hidden="true" />
          {t("add-line.twice", { duration: duration(twice.minutes, t) })}
        </small>
      );
    return (
      <small>{after ? t("add-line.freeUntil", { time: clock(after.startTime, hour12) }) : t("add-line.free")}</small>
    );
  }
}
