import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { reminderWords } from "../../agenda/item/reminder-words.ts";
import { limits } from "../../contract/limits.ts";
import { Pick } from "../controls/pick.tsx";
import { clock } from "../time/clock-words.ts";
import { useReader } from "../time/reader.ts";
import { TypedReminder } from "./typed-reminder.tsx";
import "./reminder-field.css";

interface Props {
  readonly id: string;
  readonly className: string;
  readonly labelledBy: string;
  readonly reminders: readonly string[];
  readonly isAllDay: boolean;
  readonly onChange: (reminders: readonly string[]) => void;
}

const ofTimed = ["0m", "5m", "10m", "15m", "30m", "1h", "2h", "1d 18:00", "1d", "1w"];
const ofAllDay = ["0d 08:00", "0d 09:00", "0d 12:00", "1d 09:00", "1d 18:00", "2d 09:00", "7d 09:00"];

const other = "other";

/** Reminders, one per line, and common ones to add; any other is typed. */
export function ReminderField({ id, className, labelledBy, reminders, isAllDay, onChange, ...described }: Props) {
  const t = useTranslations();
  const { hour12 } = useReader();
  const add = useRef<HTMLSelectElement>(null);
  const words = (reminder: string) => reminderWords(reminder, (time) => clock(time, hour12), t);
  const [isTyping, setIsTyping] = useState(false);
  // The one that is being typed counts, but is not in a line yet.
  const [typed, setTyped] = useState<string>();
  const set = reminders.filter((each) => each !== typed);
  const isFull = set.length >= limits.reminders;
  const choices = (isAllDay ? ofAllDay : ofTimed).filter((each) => !isFull && !set.includes(each));
  function close() {
    setIsTyping(false);
    setTyped(undefined);
  }
  function choose(chosen: string) {
    close();
    if (chosen === other) setIsTyping(true);
    else if (chosen) onChange([...reminders, chosen]);
  }
  function hear(heard: string | undefined) {
    const next = heard !== undefined && set.includes(heard) ? undefined : heard;
    if (next === typed) return;
    setTyped(next);
    onChange(next === undefined ? set : [...set, next]);
  }
  return (
    <fieldset className={`reminders ${className.replace("field", "")}`} aria-labelledby={labelledBy}>
      {set.map((each) => (
        <p key={each}>
          {words(each)}
          <button
            className="square"
            type="button"
            aria-label={t("fields.removeReminder", { reminder: words(each) })}
            onClick={() => {
              onChange(reminders.filter((one) => one !== each));
              add.current?.focus();
            }}
          >
            <X className="icon" aria-hidden="true" />
          </button>
        </p>
      ))}
      <Pick
        {...described}
        ref={add}
        id={id}
        className="field"
        aria-label={t("fields.addReminder")}
        value={isTyping ? other : ""}
        onKeyDown={(event) => {
          // Outside macOS these keys choose from a closed list, here that would add: they open it instead.
          if (event.altKey || event.ctrlKey || event.metaKey || !/^(Arrow.+|Page.+|Home|End|\S)$/.test(event.key))
            return;
          event.preventDefault();
          event.currentTarget.showPicker?.();
        }}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">
          {isFull
            ? t("fields.mostReminders", { count: limits.reminders })
            : t(set.length === 0 ? "fields.noReminder" : "fields.anotherReminder")}
        </option>
        {choices.map((each) => (
          <option key={each} value={each}>
            {words(each)}
          </option>
        ))}
        {!isFull && <option value={other}>{t("fields.otherReminder")}</option>}
      </Pick>
      {isTyping && (
        <TypedReminder
          {...described}
          className="field"
          isAllDay={isAllDay}
          say={words}
          onHear={hear}
          onClose={(isByKey) => {
            close();
            if (isByKey) add.current?.focus();
          }}
        />
      )}
    </fieldset>
  );
}
