import { Plus, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { flushSync } from "react-dom";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { AddLine } from "../add-line/add-line.tsx";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import type { AddingRow, GapRow, OnRow, TwiceRow } from "../timeline/day-line.ts";
import { wordsOfGap, wordsOfOn, wordsOfTwice } from "../timeline/day-words.ts";
import { endAfter, type Slot } from "../timeline/line-times.ts";

/** Taller gaps have a broken ruler and only state their length. */
const tallestMinutes = 240;

const heightOf = (minutes: number, tick = 999) =>
  ({ "--minutes": Math.min(minutes, tallestMinutes), "--tick": tick }) as CSSProperties;

/** The default length, limited to the free slot. */
const endOf = ({ from, minutes, to }: GapRow, usualMinutes: number): string =>
  minutes <= usualMinutes ? to : endAfter(from, usualMinutes);

/** What is between two items: free time to scale, or the time until the next. */
export function FreeTime({ row, date }: { readonly row: GapRow; readonly date: string }) {
  const t = useTranslations();
  const { hour12, usualMinutes } = useReader();
  const { startLine } = useAgendaActions();
  const { short, long } = wordsOfGap(row, hour12, t);
  const style = heightOf(row.minutes, row.tick);
  const isBroken = row.minutes > tallestMinutes;
  const classes = `free-time is-${row.kind} ${isBroken ? "is-broken" : ""}`;
  return (
    <li className={classes} style={style}>
      <span className="line" />
      {row.kind === "free" ? (
        <button
          type="button"
          aria-label={t("day.addInto", { free: long })}
          onClick={() => startLine({ date, startTime: row.from, endTime: endOf(row, usualMinutes) })}
        >
          {short}
          <Plus className="icon" aria-hidden="true" />
        </button>
      ) : (
        <p>{short}</p>
      )}
    </li>
  );
}

/** An add line between two items. */
export function Adding({ row: { slot, minutes } }: { readonly row: AddingRow }) {
  return (
    <li className={`free-time is-free ${minutes > tallestMinutes ? "is-broken" : ""}`} style={heightOf(minutes)}>
      <span className="line" />
      <SlotLine slot={slot} />
    </li>
  );
}

/** Opens an add line on a day, however full it is. */
export function AddHere({ date }: { readonly date: string }) {
  const t = useTranslations();
  const { startLine } = useAgendaActions();
  const { today, words } = useReader();
  return (
    <button
      className="day-add"
      type="button"
      aria-label={t("day.addOn", { day: weekdayAndDate(date, today, words) })}
      onClick={() => startLine({ date })}
    >
      <Plus className="icon" aria-hidden="true" />
    </button>
  );
}

/** The add line that was opened for this slot. */
export function SlotLine({ slot }: { readonly slot: Slot }) {
  const { startLine, endLine } = useAgendaActions();
  return <AddLine slot={slot} onClose={() => endLine(slot)} onReopen={() => flushSync(() => startLine(slot))} />;
}

/** An overlap, shown between the two items. */
export function Twice({ row, id }: { readonly row: TwiceRow; readonly id: string | undefined }) {
  const t = useTranslations();
  const { hour12 } = useReader();
  const style = { "--minutes": row.minutes ?? 0 } as CSSProperties;
  return (
    <li className="free-time is-twice" style={style} id={id} tabIndex={-1}>
      <span className="line" />
      <p>
        <TriangleAlert className="icon" aria-hidden="true" />
        {wordsOfTwice(row, hour12, t)}
      </p>
    </li>
  );
}

/** An item that began before the one above and goes on: its bar continues, and it says until when. */
export function GoesOn({ row }: { readonly row: OnRow }) {
  const t = useTranslations();
  const { hour12 } = useReader();
  return (
    <li className="free-time is-on" style={heightOf(row.minutes)} aria-hidden={!row.isSaid}>
      <span className="line" />
      {row.isSaid && <p>{wordsOfOn(row, hour12, t)}</p>}
    </li>
  );
}
