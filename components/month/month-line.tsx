import { Repeat } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties, ReactNode } from "react";
import { type Shown, useAgendaActions } from "../actions/agenda-actions.ts";
import { PenIcon } from "../controls/pen-mark.tsx";
import { isTouched, type Mark, markAttributes } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { clock } from "../time/clock-words.ts";
import { longRange } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { isSpan, type Placed } from "../timeline/placed-item.ts";
import { inRow } from "../words/listed.ts";
import type { WeekSpan } from "./month-lines.ts";
import type { Moving, useDrop } from "./use-drop.ts";

interface Props {
  readonly placed: Placed;
  readonly drop: ReturnType<typeof useDrop>;
  readonly shown: Shown;
  readonly nowMs: number;
}

function classesOf({ item, timed }: Placed, mark: Mark | undefined, shown: Shown, isLeaving: boolean): string {
  return [
    !timed && "is-task",
    item.done && "is-done",
    mark && (isTouched(mark, "when") ? "is-moved" : "is-fresh"),
    mark?.kind === "deleted" && "is-deleted",
    shown.waiting.has(keyOf(item)) && "is-waiting",
    shown.openId === keyOf(item) && "is-open",
    shown.selected?.has(keyOf(item)) && "is-selected",
    isLeaving && "is-leaving",
  ]
    .filter(Boolean)
    .join(" ");
}

/** An item of one day: its bar, its time, its title. */
export function MonthLine({ placed, drop, shown, nowMs }: Props) {
  const { hour12 } = useReader();
  const { item, timed } = placed;
  const mark = shown.marks.get(keyOf(item));
  const isLeaving = drop.moving?.key === keyOf(item) && drop.moving.to !== drop.moving.from;
  const isPast = timed !== undefined && Math.max(timed.endMs, timed.startMs) < nowMs;
  return (
    <li className={`${classesOf(placed, mark, shown, isLeaving)} ${isPast ? "is-past" : ""}`} {...markAttributes(mark)}>
      <Title placed={placed} mark={mark} drop={drop} shown={shown}>
        {timed && <time>{clock(timed.startTime, hour12)}</time>} <bdi>{item.text}</bdi>
      </Title>
      {mark ? <PenIcon /> : item.recurrence !== undefined && <Repeat className="icon" aria-hidden="true" />}
    </li>
  );
}

/** An item over several days, above the lines. */
export function MonthSpan({ span, drop, shown }: Omit<Props, "placed" | "nowMs"> & { readonly span: WeekSpan }) {
  const { today } = useReader();
  const { placed, column, days, lane, comesIn, goesOn } = span;
  const mark = shown.marks.get(keyOf(placed.item));
  const isLeaving = drop.moving?.key === keyOf(placed.item) && drop.moving.to !== drop.moving.from;
  const classes = [
    classesOf(placed, mark, shown, isLeaving),
    comesIn && "comes-in",
    goesOn && "goes-on",
    placed.to < today && "is-past",
  ];
  return (
    <li
      className={classes.filter(Boolean).join(" ")}
      {...markAttributes(mark)}
      style={{ "--from": column, "--days": days, "--lane": lane } as CSSProperties}
    >
      <Title placed={placed} mark={mark} drop={drop} shown={shown}>
        <bdi>{placed.item.text}</bdi>
      </Title>
    </li>
  );
}

interface TitleProps extends Pick<Props, "placed" | "drop" | "shown"> {
  readonly mark: Mark | undefined;
  readonly children: ReactNode;
}

function Title({ placed, mark, drop, shown, children }: TitleProps) {
  const t = useTranslations();
  const actions = useAgendaActions();
  const { today, hour12, words } = useReader();
  const { item, timed } = placed;
  if (mark?.kind === "deleted") return <del>{children}</del>;
  const said = [
    [timed && clock(timed.startTime, hour12), item.text].filter(Boolean).join(" "),
    isSpan(placed) && longRange(placed.from, placed.to, today, words),
    item.done && t("month.done"),
    item.recurrence !== undefined && t("month.repeats"),
    mark && t("month.changed"),
    shown.selected?.has(keyOf(item)) && t("month.selected"),
  ];
  return (
    <button
      type="button"
      data-item={keyOf(item)}
      aria-label={inRow(
        said.filter((part) => typeof part === "string"),
        t,
      )}
      {...drop.ofItem(placed)}
      onClick={() => actions.open(item)}
    >
      {children}
    </button>
  );
}

/** Where an item being moved would land: hollow until it is saved. */
export function MovingLine({ moving }: { readonly moving: Moving }) {
  return (
    <li className="is-waiting" aria-hidden="true">
      <bdi>{moving.item.text}</bdi>
    </li>
  );
}
