import { useTranslations } from "next-intl";
import { type CSSProperties, type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { limits } from "../../../contract/limits.ts";
import { useAgendaActions } from "../../actions/agenda-actions.ts";
import { focusItem } from "../../actions/use-keys.ts";
import { nameOfSheet } from "../../add-line/use-draft-line.ts";
import { useLine } from "../../add-line/use-line.ts";
import { isComposing } from "../../controls/is-composing.ts";
import type { ApiError } from "../../sync/api-client.ts";
import { wordsOfFailure } from "../../sync/failure-words.ts";
import { duration } from "../../time/clock-words.ts";
import { useReader } from "../../time/reader.ts";
import { placedAt } from "../grid-item.tsx";
import { placeOfFields, slotOf, withDrawnEnd } from "../rules/drawn.ts";
import { belowNight } from "../rules/pieces.ts";
import { isTimed, type Place, placeAfterOn, stretchesOf } from "../rules/place.ts";
import { rangeOf, saidPlace } from "../rules/week-words.ts";
import type { Sheet } from "./use-sheet.ts";

interface Props {
  readonly sheet: Sheet;
  readonly place: Place;
  readonly isNightOpen?: boolean;
  readonly style?: CSSProperties;
}

/** A field on empty time for a new item. Typed words may name another day or time. */
export function NewSheet({ sheet, place, isNightOpen = true, style }: Props) {
  const t = useTranslations();
  const actions = useAgendaActions();
  const reading = useReader();
  const { line, setLine, setDay, send, fieldsToAdd, fields: said } = useLine(nameOfSheet, slotOf(place), true);
  const fields = said && withDrawnEnd(said, place);
  const [problem, setProblem] = useState("");
  const sending = useRef(0);
  /** The place of the item that was sent last, until the next one is begun. */
  const sentAt = useRef<Place>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const { isDrawing, words } = sheet;
  // Unsaved text moves to the next sheet drawn, and to its day, also after a visit to another view.
  useLayoutEffect(() => {
    setDay(undefined);
    setLine((kept) => {
      words.current ||= kept;
      return words.current;
    });
  }, [setLine, setDay, words]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: reopened it may stay in place, and takes the focus
  useLayoutEffect(() => {
    if (!isDrawing) input.current?.focus();
  }, [isDrawing, place]);

  async function add(event: FormEvent) {
    event.preventDefault();
    if (line.trim() === "") return sending.current === 0 ? setProblem(t("week.writeWhat")) : undefined;
    const read = fieldsToAdd();
    // Typing from now on is for the next item.
    const sent = send();
    words.current = "";
    sentAt.current = place;
    setProblem("");
    const refuse = (why: string) => {
      if (!sent.putBack()) return setProblem(`${t("add-line.notAdded", { line: sent.line })} ${why}`);
      words.current = sent.line;
      sentAt.current = undefined;
      setProblem(why);
    };
    sending.current++;
    try {
      const toAdd = await read;
      if (!toAdd || toAdd === "unread") return refuse(t(toAdd ? "add-line.unreadEnter" : "week.writeWhat"));
      const made = await actions.add(withDrawnEnd(toAdd, place));
      sent.drop();
      if (words.current !== "" || sending.current > 1) return;
      flushSync(sheet.close);
      // If the user moved on, stay there.
      if (made) requestAnimationFrame(() => document.activeElement === document.body && focusItem(made.id));
    } catch (thrown) {
      const { banner, fields } = wordsOfFailure(thrown as ApiError, t);
      refuse([banner, ...Object.values(fields)].filter(Boolean).join(" "));
    } finally {
      sending.current--;
    }
  }
  function press(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== "Escape" || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    // The words reappear on the next sheet.
    flushSync(sheet.close);
    if (sheet.from !== undefined) focusItem(sheet.from);
  }

  const stretch = isTimed(place) ? stretchesOf(place)[0] : undefined;
  const seen = stretch && belowNight(stretch, isNightOpen);
  const shown = fields && fields.date === place.date ? placeOfFields(fields) : place;
  const elsewhere = fields && fields.date !== place.date ? saidPlace(placeOfFields(fields), reading, t) : "";
  const length = isTimed(shown) && shown.minutes ? ` · ${duration(shown.minutes, t)}` : "";
  return (
    <li
      className={isTimed(place) ? "slot is-ghost" : "is-ghost"}
      style={style ?? (seen && placedAt(seen, { x: 0, width: 1 }))}
    >
      <form
        className="slot-body"
        aria-label={t("week.addAt", { place: saidPlace(place, reading, t) })}
        onSubmit={add}
        noValidate
      >
        <input
          ref={input}
          aria-label={t("add-line.text")}
          aria-describedby="new-sheet-when"
          aria-invalid={problem ? true : undefined}
          value={line}
          maxLength={limits.text * 2}
          autoComplete="off"
          enterKeyHint="done"
          onChange={({ target }) => {
            setLine(target.value);
            words.current = target.value;
            setProblem("");
            // The next item begins after it.
            if (place === sentAt.current && isTimed(place)) sheet.open(placeAfterOn(place, reading.usualMinutes));
          }}
          onKeyDown={press}
          onBlur={() => sending.current === 0 && sheet.closeIfEmpty()}
        />
        <span id="new-sheet-when">
          {elsewhere || (
            <>
              <time>{rangeOf(shown, reading, t)}</time>
              {length}
            </>
          )}
        </span>
        {problem && <span role="alert">{problem}</span>}
      </form>
    </li>
  );
}
