"use client";
import { useEffect, useId, useMemo, useState } from "react";
import { lastDayOf } from "../../agenda/planning/undone.ts";
import type { Item } from "../../contract/fields/item.ts";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { usePlanner } from "../actions/planner.ts";
import { focusBeside } from "../actions/use-keys.ts";
import { Fold } from "../day/fold.tsx";
import { AllDayEntry } from "../entry/entry.tsx";
import { keyOf } from "../sync/entry-key.ts";
import { shortDay } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { placeItem } from "../timeline/placed-item.ts";
import { leftIn } from "./left-in.ts";
import "./left.css";

const label = (
  <>
    Left<span className="sr-only"> from before</span>
  </>
);

/** Shown at first. */
const fewMost = 5;

/** What past days left undone, at today: each can be ticked off, moved to today or another day, or let go. */
export function LeftFromBefore() {
  const { items, shown, nowMs, windows } = usePlanner();
  const { today, timeZone, words } = useReader();
  const { moveAll } = useAgendaActions();
  const id = useId();
  const [isAll, setIsAll] = useState(false);
  const { loaded, readLeft } = windows;
  const { left } = loaded;
  // After midnight; what cannot be read now comes with the next change.
  const isOld = left !== undefined && left.today < today;
  useEffect(() => {
    if (isOld) void readLeft().catch(() => undefined);
  }, [isOld, readLeft]);
  const { listed, count } = useMemo(() => leftIn(items, left, today), [items, left, today]);
  if (listed.length === 0) return null;
  const few = isAll ? listed : listed.slice(0, fewMost);
  const placed = listed.map((item) => placeItem(item, timeZone));
  return (
    <section className="left" aria-labelledby={id}>
      <Fold label={label} placed={placed} shown={shown}>
        <header className="left-head">
          <h2 id={id}>{count} left from before</h2>
          {listed.length > 1 && (
            <button className="act" type="button" onClick={() => moveAll(listed, today)}>
              Move {count > listed.length ? `the first ${listed.length}` : `all ${count}`} to today
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
              when={shortDay(lastDayOf(one.item), words)}
              acts={<LeftActs item={one.item} />}
              sinks
            />
          ))}
        </ol>
        {few.length < listed.length && (
          <button className="act is-quiet left-more" type="button" onClick={() => setIsAll(true)}>
            Show all {listed.length}
          </button>
        )}
      </Fold>
    </section>
  );
}

function LeftActs({ item }: { readonly item: Item }) {
  const { move, moveToDay, remove } = useAgendaActions();
  const { today } = useReader();
  return (
    <span className="left-acts">
      <button
        className="act"
        type="button"
        aria-label={`Today: ${item.text}`}
        onClick={() => {
          focusBeside(keyOf(item));
          void move(item, { date: today }, "this");
        }}
      >
        Today
      </button>
      <button
        className="act is-quiet"
        type="button"
        aria-label={`Another day: ${item.text}`}
        onClick={({ currentTarget }) => moveToDay(item, currentTarget)}
      >
        Another day
      </button>
      <button
        className="act is-quiet"
        type="button"
        aria-label={`Let it go: ${item.text}`}
        onClick={() => remove(item, "this")}
      >
        Let it go
      </button>
    </span>
  );
}
