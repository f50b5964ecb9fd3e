"use client";
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import { usePlanner, useWindow } from "../actions/planner.ts";
import { AddLine } from "../add-line/add-line.tsx";
import { usePinch } from "../controls/use-pinch.ts";
import { ReadBanner } from "../notices/banners.tsx";
import { useReader } from "../time/reader.ts";
import { useOldPlaces } from "./old-places.ts";
import { useShownWeek } from "./shown-days.ts";
import { WeekGrid } from "./week-grid.tsx";
import { WeekHead } from "./week-head.tsx";
import { WeekPhone } from "./week-phone.tsx";
import "./week.css";

/** The week view: a time grid, on a phone seven rows. */
export function Week() {
  const t = useTranslations();
  const { date, go } = usePlanner();
  const { today, weekStart, hasSingleKeys } = useReader();
  const first = weekStartOf(date, weekStart);
  const last = addDays(first, 6);
  const state = useWindow({ from: first, to: last });
  // Prefetches both neighbours, so that the next click draws at once.
  useWindow({ from: addDays(first, -7), to: addDays(last, 7) });
  const days = useShownWeek(first);
  const oldPlaces = useOldPlaces(first, last);
  const slot = useMemo(() => ({ date: today >= first && today <= last ? today : first }), [today, first, last]);
  const grid = useRef<HTMLElement>(null);
  const root = useRef<HTMLElement>(null);
  usePinch(root, () => go({ view: "month", date }));
  const [isKnown, isReading] = [state.is === "known", state.is === "reading"];
  return (
    <section className="week" ref={root} aria-labelledby="week-name">
      <WeekHead first={first} days={isKnown ? days : []} grid={grid} />
      {state.is === "failed" && <ReadBanner error={state.error} onRetry={state.retry} />}
      {isReading && (
        <p className="sr-only" role="status">
          {t("week.reading")}
        </p>
      )}
      <WeekGrid ref={grid} first={first} days={days} oldPlaces={oldPlaces} isKnown={isKnown} isReading={isReading} />
      <WeekPhone days={days} isKnown={isKnown} />
      <p className="key wk-key">
        <span>{t("week.drag")}</span>
        {hasSingleKeys && <span>{t.rich("week.withKeys", { kbd: (key) => <kbd>{key}</kbd> })}</span>}
      </p>
      <div className="wk-add is-today">
        <AddLine slot={slot} />
      </div>
    </section>
  );
}
