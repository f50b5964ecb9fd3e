import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import { type Shown, useAgendaActions } from "../actions/agenda-actions.ts";
import { markAttributes } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useReader } from "../time/reader.ts";
import { inkOf } from "./grid-item.tsx";
import { Tip } from "./placing/held-item.tsx";
import { NewSheet } from "./placing/new-sheet.tsx";
import type { Held } from "./placing/use-placing.ts";
import type { Sheet } from "./placing/use-sheet.ts";
import { type AllDayPiece, columnsOf } from "./rules/all-day-rows.ts";
import { daysAbove, isSamePlace, isTimed, placeOf } from "./rules/place.ts";
import { nameOf } from "./rules/week-words.ts";
import type { ShownDay } from "./shown-days.ts";
import type { AllDayRows } from "./use-all-day-rows.ts";

interface Props {
  readonly days: readonly ShownDay[];
  readonly rows: AllDayRows;
  readonly shown: Shown;
  /** The key of the grid's one tab stop. */
  readonly stopKey: string | undefined;
  readonly held: Held | undefined;
  readonly sheet: Sheet;
}

/** The row above the hours: items without a time, and those that span days. */
export function AllDayRow({ days, rows, shown, stopKey, held, sheet }: Props) {
  const t = useTranslations();
  const { seen, hidden, isLong, isWhole, setIsWhole } = rows;
  const first = days[0]?.date ?? "";
  const inHand = held && !isSamePlace(held.was, held.to) ? daysAbove(held.to) : undefined;
  return (
    <>
      <div className="gw-label">
        {t("week.allDay")}
        {isLong && (
          <button className="act is-quiet" type="button" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
            {isWhole ? t("week.fewer") : t("week.more", { count: hidden })}
          </button>
        )}
      </div>
      <ul className="gw-allrow" aria-label={t("week.allDayList")} data-all-day="">
        {seen.map((piece) => (
          <AllDayItem
            key={keyOf(piece.placed.item)}
            piece={piece}
            date={addDays(first, piece.from)}
            shown={shown}
            isTabStop={stopKey === keyOf(piece.placed.item)}
            isHeld={held !== undefined && keyOf(held.placed.item) === keyOf(piece.placed.item) && held.to !== held.was}
          />
        ))}
        {inHand && held && (
          <li
            className="is-held"
            style={styleOf(columnsOf(first, { date: held.to.date, days: inHand }))}
            aria-hidden="true"
          >
            <strong dir="auto">{held.placed.item.text}</strong>
            {!held.isSaving && <Tip held={held} />}
          </li>
        )}
        {sheet.place && !isTimed(sheet.place) && days.some(({ date }) => date === sheet.place?.date) && (
          <NewSheet sheet={sheet} place={sheet.place} style={styleOf(columnsOf(first, sheet.place))} />
        )}
      </ul>
    </>
  );
}

const styleOf = ({ from, days }: Pick<AllDayPiece, "from" | "days">): CSSProperties =>
  ({ "--from": from + 1, "--days": days }) as CSSProperties;

interface ItemProps extends Pick<Props, "shown"> {
  readonly piece: AllDayPiece;
  readonly date: string;
  readonly isTabStop: boolean;
  readonly isHeld: boolean;
}

function AllDayItem({ piece, date, shown, isTabStop, isHeld }: ItemProps) {
  const t = useTranslations();
  const { complete, open } = useAgendaActions();
  const reading = useReader();
  const { placed, isRun } = piece;
  const { item } = placed;
  const key = keyOf(item);
  const mark = shown.marks.get(key);
  const isDeleted = mark?.kind === "deleted";
  const isPast = placed.to < reading.today;
  const isWaiting = shown.waiting.has(key);
  const isSelected = shown.selected?.has(key) ?? false;
  const name = nameOf(placed, placeOf(placed, reading.timeZone), { mark, isPast, isWaiting, isSelected }, reading, t);
  const classes = [
    isRun ? "is-run" : "is-day",
    piece.beginsBefore && "begins-before",
    piece.runsOn && "runs-on",
    inkOf(item, mark, isPast),
    isWaiting && "is-waiting",
    isHeld && "was is-mine",
    shown.openId === key && "is-open",
    isSelected && "is-selected",
  ];
  const style = { ...styleOf(piece), "--row": piece.row + 1 } as CSSProperties;
  return (
    <li className={classes.filter(Boolean).join(" ")} style={style} {...markAttributes(mark)}>
      {!isRun && !isDeleted && (
        <label className="tick">
          <input
            type="checkbox"
            // The grid has one tab stop: by keyboard, the space bar or the panel ticks it.
            tabIndex={-1}
            checked={item.done}
            onChange={() => complete(item)}
            aria-label={t("entry.tick", { text: item.text })}
          />
          <Check className="icon" aria-hidden="true" />
        </label>
      )}
      {isDeleted ? (
        <del dir="auto">{item.text}</del>
      ) : (
        <button
          type="button"
          dir="auto"
          data-item={key}
          data-date={date}
          data-minute="-1"
          tabIndex={isTabStop ? 0 : -1}
          aria-label={name}
          onClick={() => open(item)}
        >
          {item.done ? <s>{item.text}</s> : item.text}
        </button>
      )}
    </li>
  );
}
