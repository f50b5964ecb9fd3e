import { Plus } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { lineClosed } from "../actions/key-commands.ts";
import { focusLine } from "../actions/use-keys.ts";
import { useLazyPart } from "../controls/lazy-part.ts";
import { useAfterPress } from "../controls/use-after-press.ts";
import type { RepeatFieldProps } from "../repeats/repeat-field.tsx";
import type { ApiError } from "../sync/api-client.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import type { NewItem } from "../sync/use-writes.ts";
import { useReader } from "../time/reader.ts";
import { type LineWhen, type Slot, withLineEnd, withLineStart } from "../timeline/line-times.ts";

const lazyRepeatField = { load: () => import("../repeats/repeat-field.tsx").then(({ RepeatField }) => RepeatField) };

interface Props {
  readonly slot: Slot;
  /** Where it was opened in the list: takes the focus, and closes when it is done. */
  readonly onClose?: () => void;
  /** Opens it there again. */
  readonly onReopen?: () => void;
}

const names = { text: "What", date: "Date", startTime: "Time", endTime: "End", recurrence: "Repeats" } as const;

/** One line to write an item: words, and the day and time they are for. Enter adds. Nothing typed is lost by a failure. */
export function AddLine({ slot, onClose, onReopen }: Props) {
  const actions = useAgendaActions();
  const { usualMinutes, hasSingleKeys } = useReader();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [when, setWhen] = useState<LineWhen>(slot);
  const [recurrence, setRecurrence] = useState("");
  const [isOpen, setIsOpen] = useState(onClose !== undefined);
  const [failure, setFailure] = useState<FailureWords>();
  const sending = useRef("");
  const afterPress = useAfterPress();

  const isHere = onClose !== undefined;
  useLayoutEffect(() => {
    if (isHere) input.current?.focus();
  }, [isHere]);
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
    // What is typed next is the next item, also after the button was pressed.
    input.current?.focus();
    try {
      await actions.add(fields);
      // What somebody has written for the next one meanwhile stays.
      setText((now) => (now.trim() === words ? "" : now));
      setWhen((now) => (now === when ? slot : now));
      setRecurrence((now) => (now === recurrence ? "" : now));
      if (onClose && input.current?.value.trim() === words) {
        onClose();
        lineClosed(focusLine);
      }
    } catch (thrown) {
      setFailure(wordsOfFailure(thrown as ApiError));
    } finally {
      sending.current = "";
    }
  }

  function leave(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    // Words stay, to be gone on with.
    const isClosing = onClose !== undefined && text === "";
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (isClosing) onClose();
    lineClosed(isClosing && onReopen ? onReopen : () => input.current?.focus());
  }

  function leaveTo(elsewhere: EventTarget | null) {
    if (elsewhere instanceof Node && form.current?.contains(elsewhere)) return;
    afterPress(() => {
      if (form.current?.contains(document.activeElement)) return;
      setIsOpen(isHere);
      if (input.current?.value === "" && !failure) onClose?.();
    });
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
      ref={form}
      className={`quick ${isOpen || text ? "is-open" : ""}`}
      aria-label={onClose ? "Add an item here" : "Add an item"}
      noValidate
      onSubmit={add}
      onKeyDown={leave}
      onFocus={() => setIsOpen(true)}
      onBlur={({ relatedTarget }) => leaveTo(relatedTarget)}
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
          <Repeats
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

/** How often, once that can be chosen: the line does not wait for it, and does without it. */
function Repeats(props: RepeatFieldProps) {
  const { part: RepeatField, retry } = useLazyPart(lazyRepeatField);
  if (RepeatField) return <RepeatField {...props} />;
  if (!retry) return null;
  return (
    <button className="act is-quiet" type="button" onClick={retry}>
      Load the repeats
    </button>
  );
}
