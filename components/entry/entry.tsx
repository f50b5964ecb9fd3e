import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, Suspense } from "react";
import { type Shown, useAgendaActions } from "../actions/agenda-actions.ts";
import { drawnWhenLoaded } from "../controls/drawn-when-loaded.tsx";
import { isTouched, type Mark, markKeyOf } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { ItemRow } from "../timeline/day-line.ts";
import { dayOfSpan, isSpan, type Placed, placeItem } from "../timeline/placed-item.ts";
import type { NoteProps } from "./change-note.tsx";
import { EntryMeta, hidden } from "./entry-meta.tsx";
import { lazyNote } from "./lazy-note.ts";

const ChangeNote = drawnWhenLoaded(lazyNote);

/** An assistant's change to it; loaded once there is one. */
function Note(props: NoteProps) {
  return (
    <Suspense>
      <ChangeNote {...props} />
    </Suspense>
  );
}

interface Props {
  readonly placed: Placed;
  readonly date: string;
  readonly shown: Shown;
  readonly nowMs: number;
}

/** An item's state, from marks and pending writes, as classes. */
function classesOf(placed: Placed, mark: Mark | undefined, shown: Shown): string {
  const { item } = placed;
  return [
    "entry",
    item.done && "is-done",
    mark && "has-note",
    mark && mark.kind !== "updated" && (mark.kind === "deleted" ? "is-fresh is-deleted" : "is-fresh"),
    isTouched(mark, "when") && "is-moved",
    isTouched(mark, "done") && "is-ticked",
    shown.waiting.has(keyOf(item)) && "is-waiting",
    shown.openId === keyOf(item) && "is-open",
    shown.selected?.has(keyOf(item)) && "is-selected",
  ]
    .filter(Boolean)
    .join(" ");
}

interface TitleProps extends Pick<Props, "placed" | "shown"> {
  readonly mark: Mark | undefined;
  readonly isPast?: boolean;
}

function Title({ placed, shown, mark, isPast }: TitleProps) {
  const t = useTranslations();
  const actions = useAgendaActions();
  const { item } = placed;
  const isDeleted = mark?.kind === "deleted";
  const isRenamed = isTouched(mark, "text");
  const words = isDeleted ? <del>{item.text}</del> : isRenamed ? <ins>{item.text}</ins> : item.text;
  return (
    <div className="headline">
      <p className="title" data-seen={mark && !mark.seen ? markKeyOf(mark) : undefined}>
        {isRenamed && mark?.before && <del>{t.rich("entry.was", { was: () => mark.before?.text, hidden })}</del>}
        {isDeleted ? (
          words
        ) : (
          <button type="button" data-item={keyOf(item)} onClick={() => actions.open(item)}>
            {words}
            {item.done && <span className="sr-only">{t("entry.done")}</span>}
            {isPast && <span className="sr-only">{t("entry.past")}</span>}
            {shown.selected?.has(keyOf(item)) && <span className="sr-only">{t("entry.selected")}</span>}
          </button>
        )}
      </p>
      <span className="leader" />
    </div>
  );
}

interface AllDayProps extends Props {
  /** Replaces "All day". It can then be ticked off even if it spans several days. */
  readonly when?: string;
  /** Its actions, beside the title. */
  readonly acts?: ReactNode;
  /** Whether ticking it moves it elsewhere. */
  readonly sinks?: boolean;
}

/** An item without a time: a checkbox, or a span over several days. */
export function AllDayEntry({ placed, date, shown, nowMs, when, acts, sinks }: AllDayProps) {
  const t = useTranslations();
  const actions = useAgendaActions();
  const { item } = placed;
  const mark = shown.marks.get(keyOf(item));
  const span = when === undefined && isSpan(placed);
  const kind = span ? "is-span" : "has-tick";
  return (
    <li
      className={`${classesOf(placed, mark, shown)} is-allday ${kind}`}
      data-mark={mark && markKeyOf(mark)}
      data-sinks={sinks || undefined}
    >
      <p className="when is-word">{when ?? (span ? dayOfSpan(placed, date, t) : t("entry.allDay"))}</p>
      <span className="line">
        {!span && mark?.kind !== "deleted" && (
          <label className="tick">
            <input
              type="checkbox"
              checked={item.done}
              onChange={() => actions.complete(item)}
              aria-label={t("entry.tick", { text: item.text })}
            />
            <Check className="icon" aria-hidden="true" />
          </label>
        )}
      </span>
      <div className="what">
        <Title placed={placed} mark={mark} shown={shown} />
        {mark?.kind !== "deleted" && <EntryMeta placed={placed} mark={mark} />}
        {acts}
      </div>
      {mark && <Note mark={mark} item={item} nowMs={nowMs} />}
    </li>
  );
}

/** An item on the line. */
export function TimedEntry({ row, date, shown, nowMs }: Omit<Props, "placed"> & { readonly row: ItemRow }) {
  const t = useTranslations();
  const { hour12, timeZone, words } = useReader();
  const { slice, isPast, isSecond, isInside, spent } = row;
  const { placed } = slice;
  const mark = shown.marks.get(keyOf(placed.item));
  const style = { "--minutes": isPast ? 0 : row.minutes, "--spent": spent } as CSSProperties;
  const classes = [
    classesOf(placed, mark, shown),
    isPast && "is-past",
    (isSecond || isInside) && "is-second",
    isInside && "is-inside",
    !slice.ends && "is-moment",
    spent !== undefined && "is-current",
  ];
  const time = (value: string): ReactNode => <time dateTime={`${date}T${value}`}>{clock(value, hour12)}</time>;
  const was = isTouched(mark, "when") && mark?.before ? placeItem(mark.before, timeZone).timed : undefined;
  const isDeleted = mark?.kind === "deleted";
  const hasOldStart = was !== undefined && was.startTime !== slice.startTime;
  const hasOldEnd = was?.endTime !== undefined && !hasOldStart && was.endTime !== slice.endTime;
  return (
    <li className={classes.filter(Boolean).join(" ")} style={style} data-mark={mark && markKeyOf(mark)}>
      <p className="when">
        {hasOldStart && (
          <del>{t.rich("entry.was", { was: () => <time>{clock(was.startTime, hour12)}</time>, hidden })}</del>
        )}
        {time(slice.startTime)}
        {hasOldEnd && was.endTime && (
          <del>{t.rich("entry.until", { time: () => <time>{clock(was.endTime ?? "", hour12)}</time>, hidden })}</del>
        )}
        {slice.endTime && (
          <span className="until">
            {t.rich("entry.to", { time: () => time(slice.endTime ?? ""), hidden })}
            {slice.until && <span className="until-day">{shortDay(slice.until, words)}</span>}
          </span>
        )}
      </p>
      <span className="line">{spent !== undefined && <NowMark nowMs={nowMs} />}</span>
      <div className="what">
        <Title placed={placed} mark={mark} shown={shown} isPast={isPast} />
        {!isDeleted && <EntryMeta placed={placed} mark={mark} since={slice.since} leftMinutes={row.leftMinutes} />}
      </div>
      {mark && <Note mark={mark} item={placed.item} nowMs={nowMs} />}
    </li>
  );
}

/** The clock inside the bar of the current item. Read out as "20 min left". */
function NowMark({ nowMs }: { nowMs: number }) {
  const { hour12, timeZone } = useReader();
  return (
    <span className="now-mark" aria-hidden="true">
      <time>{clock(wallOf(nowMs, timeZone).time, hour12)}</time>
    </span>
  );
}
