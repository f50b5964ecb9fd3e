import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { textMost } from "../../contract/first-limits.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { lineClosed } from "../actions/key-commands.ts";
import { keyCaps, keyMap } from "../actions/key-map.ts";
import { dayLookedAt, focusLine } from "../actions/use-keys.ts";
import { isComposing } from "../controls/is-composing.ts";
import { useAfterPress } from "../controls/use-after-press.ts";
import type { ApiError } from "../sync/api-client.ts";
import { type FailureWords, wordsOfFailure } from "../sync/failure-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import type { Slot } from "../timeline/line-times.ts";
import { useUnsaved } from "../unsaved/use-unsaved.ts";
import type { Added } from "./added.ts";
import { LineField } from "./line-field.tsx";
import { type PartName, partNames } from "./part-names.ts";
import { nameOfLine, type SentLine } from "./use-draft-line.ts";
import { useLine } from "./use-line.ts";

interface Props {
  readonly slot: Slot;
  /** For a line opened in the list: takes the focus, and closes when done. */
  readonly onClose?: () => void;
  /** Reopens it there. */
  readonly onReopen?: () => void;
}

const names: Readonly<Record<string, PartName>> = {
  text: "add-line.text",
  date: partNames.date,
  startTime: partNames.time,
  endTime: partNames.end,
  recurrence: partNames.rule,
  location: partNames.location,
  url: partNames.url,
  tags: partNames.tag,
  reminders: partNames.reminder,
};

/** A line to type an item: its text gives what, when and where. Enter adds what the preview shows. Text is never lost. */
export function AddLine({ slot, onClose, onReopen }: Props) {
  const t = useTranslations();
  const actions = useAgendaActions();
  const reading = useReader();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const isHere = onClose !== undefined;
  const name = nameOfLine(isHere ? slot : undefined);
  const unsaved = useUnsaved();
  const [isOpen, setIsOpen] = useState(() => isHere && unsaved.get(name) === undefined);
  const [failure, setFailure] = useState<FailureWords>();
  // Refused while the line already held other text, earliest first.
  const [refused, setRefused] = useState<readonly SentLine[]>([]);
  const sending = useRef(0);
  const afterPress = useAfterPress();

  const written = useLine(name, slot, isOpen);
  const { line, setLine, said, fields, tools, retry } = written;
  // On phones the line is at the bottom, whatever day is in view.
  const lookAt = () => {
    if (!isHere && matchMedia("(width < 40rem)").matches) written.setDay(dayLookedAt());
  };

  const asked = useRef(slot);
  useLayoutEffect(() => {
    // A restored line does not take the focus; an open one that is asked for again does.
    if (isHere && (isOpen || slot !== asked.current)) input.current?.focus();
    asked.current = slot;
  }, [isHere, isOpen, slot]);

  async function add() {
    if (line.trim() === "") return input.current?.focus();
    // Focuses an error in the rule, or the choices for an impossible date.
    const mistake = form.current?.querySelector<HTMLElement>("[data-mistake]");
    const wrong = mistake ?? form.current?.querySelector<HTMLElement>(".preview .ask button");
    if (mistake || (tools && !fields)) return (wrong ?? input.current)?.focus();
    const read = written.fieldsToAdd();
    // The next input is the next item, also after a click on the button.
    const sent = written.send();
    input.current?.focus();
    lookAt();
    setFailure(undefined);
    sending.current++;
    const failed = await store(read).finally(() => sending.current--);
    if (failed) return refuse(sent, failed);
    sent.drop();
    if (onClose && input.current?.value === "" && sending.current === 0 && asked.current === slot) {
      const hasFocus = form.current?.contains(document.activeElement);
      onClose();
      // Keep the focus here only if nobody has moved on meanwhile.
      if (hasFocus) lineClosed(focusLine);
    }
  }

  /** @returns why it was not stored */
  async function store(read: ReturnType<typeof written.fieldsToAdd>): Promise<FailureWords | undefined> {
    const toAdd = await read;
    if (toAdd === "unread") return { fields: {}, banner: t("add-line.unreadEnter") };
    if (!toAdd) return { fields: {}, banner: t("add-line.unclear") };
    try {
      await actions.add(toAdd);
      return undefined;
    } catch (thrown) {
      return wordsOfFailure(thrown as ApiError, t);
    }
  }

  function refuse(sent: SentLine, failed: FailureWords) {
    if (!sent.putBack()) setRefused((known) => [...known, sent]);
    setFailure(failed);
  }

  function putBack(sent: SentLine) {
    if (!sent.putBack()) return;
    setRefused((known) => known.filter((one) => one !== sent));
    setFailure(undefined);
    input.current?.focus();
  }

  function press(event: KeyboardEvent) {
    if (isComposing(event.nativeEvent)) return;
    const isInLine = event.target === input.current;
    if (event.key === "Enter" && isInLine && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
    if (isInLine && event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp") && said?.isAsked) {
      event.preventDefault();
      written.pickNext(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Escape") leave();
  }

  function leave() {
    // Keep the line open while it has text.
    const isClosing = onClose !== undefined && line === "" && sending.current === 0;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    setIsOpen(false);
    if (isClosing) onClose();
    lineClosed(isClosing && onReopen ? onReopen : () => input.current?.focus());
  }

  function leaveTo(elsewhere: EventTarget | null) {
    if (elsewhere instanceof Node && form.current?.contains(elsewhere)) return;
    afterPress(() => {
      if (form.current?.contains(document.activeElement)) return;
      setIsOpen(isHere && input.current?.value !== "");
      if (input.current?.value === "" && !failure && sending.current === 0) onClose?.();
    });
  }

  const isShown = isOpen && line.trim() !== "";
  const item = fields && tools?.wordsOfItem({ id: "", ...fields } as Added, reading, t);
  return (
    <form
      ref={form}
      data-line={name}
      className={`quick ${isHere ? "" : "is-own"} ${isOpen ? "is-open" : ""} ${isShown && said ? "is-typed" : ""}`}
      aria-label={t(onClose ? "add-line.addHere" : "add-line.addItem")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
      onKeyDown={press}
      onFocus={({ nativeEvent }) => {
        if (nativeEvent.target !== input.current) return;
        if (!isOpen && line === "") lookAt();
        setIsOpen(true);
      }}
      onBlur={({ relatedTarget }) => leaveTo(relatedTarget)}
    >
      <div className="quick-line">
        <label htmlFor={`${id}-text`}>
          <span className="quick-word">
            {t.rich("add-line.label", { of: (words) => <span className="sr-only">{words}</span> })}
          </span>
          <Plus className="icon" aria-hidden="true" />
        </label>
        <LineField
          id={`${id}-text`}
          ref={input}
          data-quick-add={onClose ? undefined : ""}
          value={line}
          spans={isShown ? (said?.spans ?? []) : []}
          onChange={({ target }) => {
            setLine(target.value.replaceAll(/\s*\n\s*/g, " "));
            // What is written is for this day, wherever the line goes.
            if (line === "") written.setDay(written.date);
          }}
          aria-invalid={failure?.fields.text ? true : undefined}
          aria-describedby={`${id}-words`}
          placeholder={t("add-line.example")}
          maxLength={textMost * 2}
          autoComplete="off"
          enterKeyHint="done"
        />
        {!onClose && !isOpen && line === "" && reading.hasSingleKeys && (
          <span aria-hidden="true">
            <kbd>{keyCaps(keyMap.add.keys[0] ?? "")}</kbd>
          </span>
        )}
        {(isOpen || line !== "") && (
          <button className="button is-main" type="submit">
            {t("add-line.add")}
          </button>
        )}
      </div>
      {isOpen && !isHere && tools && <tools.KeyboardInset at={form} />}
      <p className="sr-only" id={`${id}-words`}>
        {isShown && item ? t("add-line.willBeAdded", { item }) : ""}
      </p>
      {isShown && said && tools && written.read && (
        <tools.LinePreview
          id={id}
          line={line}
          said={said}
          choice={written.choice}
          read={written.read}
          onLine={setLine}
          onChoice={written.setChoice}
          onWords={written.keepAsWords}
        />
      )}
      {!isOpen && line !== "" && (
        <p className="quick-kept">
          {t("add-line.kept", {
            otherDay: String(written.date !== slot.date),
            day: weekdayAndDate(written.date, reading.today, reading.words),
          })}{" "}
          <button
            className="act is-quiet"
            type="button"
            onClick={() => {
              setLine("");
              input.current?.focus();
            }}
          >
            {t("add-line.clear")}
          </button>
        </p>
      )}
      {retry && isOpen && (
        <p className="quick-kept">
          {t("add-line.unread")}{" "}
          <button className="act is-quiet" type="button" onClick={retry}>
            {t("add-line.load")}
          </button>
        </p>
      )}
      {(failure || refused.length > 0) && (
        <div className="quick-problem" role="alert">
          {failure?.banner && <p>{failure.banner}</p>}
          {Object.entries(failure?.fields ?? {}).map(([name, detail]) => (
            <p key={name}>{names[name] ? t("add-line.problem", { field: t(names[name]), detail }) : detail}</p>
          ))}
          {refused.map((sent) => (
            <p key={sent.line}>
              {t("add-line.notAdded", { line: sent.line })}{" "}
              {line === "" && (
                <button className="act" type="button" onClick={() => putBack(sent)}>
                  {t("add-line.putBack")}
                </button>
              )}
            </p>
          ))}
        </div>
      )}
    </form>
  );
}
