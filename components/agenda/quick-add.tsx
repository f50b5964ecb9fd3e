import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import type { ApiError } from "../client/api.ts";
import type { NewItem } from "../client/use-writes.ts";
import { type LineWhen, type Slot, withLineEnd, withLineStart } from "./add-line.ts";
import { type FailureWords, wordsOfFailure } from "./failure-words.ts";
import { useHand } from "./hand.ts";
import { useReading } from "./reading.ts";

const RepeatField = dynamic(() => import("./repeat-field.tsx").then(({ RepeatField }) => RepeatField), { ssr: false });

interface Props {
  readonly slot: Slot;
  /** Where it was opened in the list: takes the focus, and closes when it is done. */
  readonly onClose?: () => void;
}

const names = { text: "What", date: "Date", startTime: "Time", endTime: "End", recurrence: "Repeats" } as const;

/** One line to write an item: words, and the day and time they are for. Enter adds. Nothing typed is lost by a failure. */
export function QuickAdd({ slot, onClose }: Props) {
  const hand = useHand();
  const { usualMinutes, hasSingleKeys } = useReading();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [when, setWhen] = useState<LineWhen>(slot);
  const [recurrence, setRecurrence] = useState("");
  const [isOpen, setIsOpen] = useState(onClose !== undefined);
  const [failure, setFailure] = useState<FailureWords>();
  const sending = useRef("");

  useEffect(() => {
    if (onClose) input.current?.focus();
  }, [onClose]);
  // At midnight, the line that nobody has touched goes on to the new day.
  useEffect(() => setWhen((known) => (text === "" ? { ...known, date: slot.date } : known)), [slot.date, text]);

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = text.trim();
    const fields: NewItem = { text: words, date: when.date };
    if (when.startTime) fields.startTime = when.startTime;
    if (when.endTime) fields.endTime = when.endTime;
    if (recurrence) fields.recurrence = recurrence;
    const sent = JSON.stringify(fields);
    if (!words) return input.current?.focus();
    // What is wrong in a rule is said where it is.
    const wrong = event.currentTarget.querySelector<HTMLElement>(".repeats [data-mistake]");
    if (wrong) return wrong.focus();
    if (sending.current === sent) return;
    sending.current = sent;
    setFailure(undefined);
    try {
      await hand.add(fields);
      // What somebody has written for the next one meanwhile stays.
      setText((now) => (now.trim() === words ? "" : now));
      setWhen((now) => (now === when ? slot : now));
      setRecurrence((now) => (now === recurrence ? "" : now));
      if (input.current?.value.trim() === words) onClose?.();
    } catch (thrown) {
      setFailure(wordsOfFailure(thrown as ApiError));
    } finally {
      sending.current = "";
    }
  }

  function leave(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    if (onClose && text === "") onClose();
    else if (text === "") input.current?.blur();
  }

  const fieldProps = (name: keyof typeof names) => ({
    id: `${id}-${name}`,
    "aria-invalid": failure?.fields[name] ? true : undefined,
    "aria-describedby": failure?.fields[name] ? `${id}-${name}-problem` : undefined,
  });
  const timeField = (name: "startTime" | "endTime", onWrite: (time: string) => LineWhen) => (
    <input
      {...fieldProps(name)}
      className="field is-clock"
      type="time"
      aria-label={names[name]}
      value={when[name] ?? ""}
      onChange={({ target }) => setWhen(onWrite(target.value))}
    />
  );
  return (
    <form
      className={`quick ${isOpen || text ? "is-open" : ""}`}
      aria-label={onClose ? "Add an item here" : "Add an item"}
      noValidate
      onSubmit={add}
      onKeyDown={leave}
      onFocus={() => setIsOpen(true)}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        setIsOpen(onClose !== undefined);
        if (text === "" && !failure) onClose?.();
      }}
    >
      <div className="quick-line">
        <label htmlFor={`${id}-text`}>
          <span className="quick-word">
            Add<span className="sr-only"> an item</span>
          </span>
          <Plus className="icon" aria-hidden="true" />
        </label>
        <input
          {...fieldProps("text")}
          ref={input}
          data-quick-add={onClose ? undefined : ""}
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder="Dentist"
          maxLength={limits.text * 2}
          autoComplete="off"
          enterKeyHint="done"
        />
        {!onClose && hasSingleKeys && (
          <span aria-hidden="true">
            <kbd>C</kbd>
          </span>
        )}
      </div>
      {/* Always there for the fields' sake, shown once somebody writes. */}
      <div className="quick-when" hidden={!isOpen && !text}>
        <input
          {...fieldProps("date")}
          className="field is-date"
          type="date"
          aria-label={names.date}
          value={when.date}
          onChange={({ target }) => setWhen({ ...when, date: target.value })}
        />
        {timeField("startTime", (time) => withLineStart(when, time, usualMinutes))}
        <span aria-hidden="true">to</span>
        {timeField("endTime", (time) => withLineEnd(when, time))}
        {(isOpen || text) && (
          <RepeatField
            {...fieldProps("recurrence")}
            className="field"
            start={{ date: when.date, isOccurrence: false }}
            value={recurrence}
            onChange={setRecurrence}
            onStart={(date) => setWhen({ ...when, date })}
          />
        )}
        <button className="button is-main" type="submit">
          Add
        </button>
      </div>
      {failure && (
        <div className="quick-problem" role="alert">
          {failure.banner && <p>{failure.banner}</p>}
          {Object.entries(failure.fields).map(([name, detail]) => (
            <p key={name} id={`${id}-${name}-problem`}>
              {name in names ? `${names[name as keyof typeof names]}: ` : ""}
              {detail}
            </p>
          ))}
        </div>
      )}
    </form>
  );
}
