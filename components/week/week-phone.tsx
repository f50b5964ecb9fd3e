import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, type MouseEvent } from "react";
import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";
import type { Item } from "../../contract/fields/item.ts";
import { usePlanner } from "../actions/planner.ts";
import { markAttributes } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { authorWithin } from "../sync/mark-words.ts";
import { clock } from "../time/clock-words.ts";
import { dayOfMonth, shortWeekdayName, weekdayAndDate, weekdayName } from "../time/date-names.ts";
import { fill } from "../time/date-words.ts";
import { useReader } from "../time/reader.ts";
import { pathOf } from "../time/view-address.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Placed } from "../timeline/placed-item.ts";
import { Ribbon, RibbonScale } from "../timeline/ribbon.tsx";
import { ribbonOf } from "../timeline/ribbon-parts.ts";
import { comma, inRow } from "../words/listed.ts";
import { inkOf } from "./grid-item.tsx";
import { type AllDayPiece, allDayRows } from "./rules/all-day-rows.ts";
import { isOpenDay, type Piece, takenTwice } from "./rules/pieces.ts";
import { routineOf } from "./rules/routine.ts";
import type { ShownDay } from "./shown-days.ts";

const namedMost = 4;

/** The week on a phone: a row per day with its ribbon and items. Daily routine is named once, below. */
export function WeekPhone({ days, isKnown }: { readonly days: readonly ShownDay[]; readonly isKnown: boolean }) {
  const t = useTranslations();
  const { hour12, words } = useReader();
  const runs = allDayRows(days).filter(({ placed }) => isLong(placed));
  const runDays = ({ from, days: count }: AllDayPiece) => {
    const [start, end] = [from, from + count - 1].map((index) => weekdayName(days[index]?.date ?? "", words));
    return start === end ? start : fill(words.range, { a: start ?? "", b: end ?? "" });
  };
  const routine = routineOf(days);
  const routineWords = inRow(
    routine.map(({ text, time }) => `${text} ${clock(time, hour12)}`),
    t,
  );
  return (
    <div className="wk-narrow">
      <RibbonScale />
      <ol className="wk-phone" aria-label={t("week.sevenDays")}>
        {days.map((day) => (
          <PhoneDay key={day.date} day={day} isKnown={isKnown} routine={new Set(routine.map(({ id }) => id))} />
        ))}
      </ol>
      {(runs.length > 0 || routineWords) && (
        <p className="wk-routine">
          {runs.map((run) => (
            <Fragment key={keyOf(run.placed.item)}>
              {t.rich("week.run", { days: runDays(run) ?? "", name: () => <Name item={run.placed.item} /> })}{" "}
            </Fragment>
          ))}
          {routineWords && t("week.routine", { items: routineWords })}
        </p>
      )}
    </div>
  );
}

/** Spans are named once, below. */
const isLong = ({ from, to }: Placed): boolean => from !== to;

interface DayProps {
  readonly day: ShownDay;
  readonly isKnown: boolean;
  readonly routine: ReadonlySet<string>;
}

function PhoneDay({ day, isKnown, routine }: DayProps) {
  const t = useTranslations();
  const { go, shown, nowMs } = usePlanner();
  const { today, words, timeZone, hour12 } = useReader();
  const { date, pieces, allDay } = day;
  const isToday = date === today;
  const isPast = date < today;
  const isOver = (one: Piece) => one.slice.endMs <= nowMs && one.slice.startMs < nowMs;
  const isFresh = (one: Piece) => shown.marks.has(keyOf(one.slice.placed.item));
  const own = pieces.filter(
    (one) => isFresh(one) || (!routine.has(one.slice.placed.item.id) && !(isToday && isOver(one))),
  );
  const named = own.length > namedMost + 1 ? own.slice(0, namedMost) : own;
  const lasting = allDay.filter((placed) => !isLong(placed)).map(({ item }) => item);
  const isFree = isKnown && isOpenDay(pieces);
  const past = [...own.map(({ slice }) => slice.placed.item), ...lasting];
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go({ view: "day", date });
  };
  return (
    <li className={isPast ? "is-past" : isToday ? "is-today" : ""}>
      <h2>
        <a
          href={pathOf({ view: "day", date })}
          aria-label={weekdayAndDate(date, today, words)}
          aria-current={isToday ? "date" : undefined}
          onClick={follow}
        >
          {shortWeekdayName(date, words)} <b>{dayOfMonth(date)}</b>
        </a>
      </h2>
      <Ribbon parts={ribbonOf(day, shown.marks, nowMs)} nowMinute={isToday && minuteOf(wallOf(nowMs, timeZone).time)} />
      {isPast ? (
        past.length > 0 && (
          <p className="names">
            <Names items={past} />
          </p>
        )
      ) : (
        <>
          {named.length > 0 && (
            <ul className="names">
              {named.map((one) => (
                <PhoneName key={keyOf(one.slice.placed.item)} piece={one} />
              ))}
              {own.length > named.length && (
                <li>
                  <span />
                  {t("week.more", { count: own.length - named.length })}
                </li>
              )}
            </ul>
          )}
          {(isFree || lasting.length > 0) && (
            <p className="all">
              {isFree && t(lasting.length > 0 ? "week.freeAnd" : "week.free")}
              {isFree && lasting.length > 0 && " "}
              <Names items={lasting} />
            </p>
          )}
          {takenTwice(pieces).map(({ from, to }) => (
            <p key={from} className="alarm">
              <TriangleAlert className="icon" aria-hidden="true" />
              {t("week.twice", { from: clock(timeAt(from), hour12), to: clock(timeAt(to % 1440), hour12) })}
            </p>
          ))}
        </>
      )}
    </li>
  );
}

function PhoneName({ piece }: { readonly piece: Piece }) {
  const { shown } = usePlanner();
  const { hour12 } = useReader();
  const { placed, since, startTime, endTime } = piece.slice;
  const { item } = placed;
  const mark = shown.marks.get(keyOf(item));
  return (
    <li className={inkOf(item, mark, false)}>
      <time>{since ? `–${endTime ? clock(endTime, hour12) : ""}` : clock(startTime, hour12)}</time> <Name item={item} />
    </li>
  );
}

function Names({ items }: { readonly items: readonly Item[] }) {
  const t = useTranslations();
  return items.map((item, index) => (
    <Fragment key={keyOf(item)}>
      {index > 0 && comma(t)}
      <Name item={item} />
    </Fragment>
  ));
}

/** An item's name, with what an assistant did to it. */
function Name({ item }: { readonly item: Item }) {
  const t = useTranslations();
  const mark = usePlanner().shown.marks.get(keyOf(item));
  return (
    <span {...markAttributes(mark)}>
      {mark && <span className="sr-only">{t("week.by", { author: authorWithin(mark, t) })} </span>}
      <bdi>{mark?.kind === "deleted" ? <del>{item.text}</del> : item.text}</bdi>
    </span>
  );
}
