"use client";
import { useTranslations } from "next-intl";
import { useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { lastDayOf } from "../../agenda/planning/undone.ts";
import { addDays } from "../../agenda/time/dates.ts";
import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { usePlanner } from "../actions/planner.ts";
import { focusBeside } from "../actions/use-keys.ts";
import { Fold } from "../day/fold.tsx";
import { AllDayEntry } from "../entry/entry.tsx";
import { bulkChange } from "../select/bulk-change.ts";
import { keyOf } from "../sync/entry-key.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { leftIn } from "./left-in.ts";

/** Shown at first. */
const fewMost = 5;

/**
 * What past days left undone, shown on today: each can be ticked off, moved to today or another day, or let go.
 * @param isOver whether today is over: then what it left undone is included, and is moved to tomorrow
 */
export function LeftFromBefore({ isOver }: { readonly isOver: boolean }) {
  const { items, unstored, shown, nowMs, windows } = usePlanner();
  const t = useTranslations();
  const reader = useReader();
  const { today, timeZone, words } = reader;
  const { changeMany } = useAgendaActions();
  const id = useId();
  const section = useRef<HTMLElement>(null);
  const [isAll, setIsAll] = useState(false);
  const { left } = windows.loaded;
  const { listed, count } = useMemo(() => leftIn(items, left, today, isOver), [items, left, today, isOver]);
  const stored = listed.filter((item) => !unstored.has(keyOf(item)));
  const goal = isOver ? addDays(today, 1) : today;
  const over = String(isOver);
  const label = t.rich("left.label", { over, more: (words) => <span className="sr-only">{words}</span> });
  if (listed.length === 0) return null;
  const few = isAll ? listed : listed.slice(0, fewMost);
  const placed = listed.map((item) => placeItem(item, timeZone));
  return (
    <section className="left" aria-labelledby={id} ref={section}>
      <Fold label={label} placed={placed} least={1} shown={shown}>
        <header className="left-head">
          <h2 id={id}>{t("left.heading", { count, over })}</h2>
          {stored.length > 1 && (
            <button
              className="act"
              type="button"
              onClick={() => void changeMany(stored, bulkChange(stored, { to: "date", date: goal }, reader, t))}
            >
              {t("left.moveAll", {
                ...{ some: String(count > listed.length), listed: stored.length, over },
                count: count - listed.length + stored.length,
              })}
            </button>
          )}
        </header>
        <ol className="entries">
          {placed.slice(0, few.length).map((one) => (
            <AllDayEntry
              key={keyOf(one.item)}
              placed={one}
              date={today}
              shown={shown}
              nowMs={nowMs}
              when={lastDayOf(one.item) === today ? t("left.today") : shortDay(lastDayOf(one.item), words)}
              acts={<LeftActs item={one.item} goal={goal} name={t(isOver ? "left.tomorrow" : "left.today")} />}
              sinks
            />
          ))}
        </ol>
        {few.length < listed.length && (
          <button
            className="act is-quiet left-more"
            type="button"
            onClick={() => {
              flushSync(() => setIsAll(true));
              // The button is gone: focus the first new item.
              section.current?.querySelectorAll<HTMLElement>("[data-item]")[fewMost]?.focus();
            }}
          >
            {t("left.showAll", { count: listed.length })}
          </button>
        )}
      </Fold>
    </section>
  );
}

function LeftActs({ item, goal, name }: { readonly item: Item; readonly goal: string; readonly name: string }) {
  const t = useTranslations();
  const { move, pickDay, remove } = useAgendaActions();
  const { text } = item;
  return (
    <span className="left-acts">
      <button
        className="act"
        type="button"
        aria-label={t("left.moveTo", { day: name, text })}
        onClick={() => {
          focusBeside(keyOf(item));
          void move(item, { date: goal }, "this");
        }}
      >
        {name}
      </button>
      <button
        className="act is-quiet"
        type="button"
        aria-label={t("left.anotherDayOf", { text })}
        onClick={({ currentTarget: anchor }) =>
          pickDay({
            anchor,
            title: t("left.pickDay", { text }),
            onPick: (date) => {
              // To the next one, as when moving to today: its own row is gone.
              anchor.focus();
              focusBeside(keyOf(item));
              void move(item, { date }, "this");
            },
          })
        }
      >
        {t("left.anotherDay")}
      </button>
      <button
        className="act is-quiet"
        type="button"
        aria-label={t("left.letGoOf", { text })}
        onClick={() => remove(item, "this")}
      >
        {t("left.letGo")}
      </button>
    </span>
  );
}
