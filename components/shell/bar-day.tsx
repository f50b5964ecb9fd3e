"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { addDays, weekStartOf } from "../../agenda/time/dates.ts";
import { type Bar, useBar } from "../actions/bar.ts";
import { shortcutOf } from "../actions/key-map.ts";
import { useSwipe } from "../controls/use-swipe.ts";
import { type BarWords, barWords } from "./bar-words.ts";

interface Props {
  readonly first: BarWords;
  /** Server-rendered, so that they need no script. */
  readonly icons: Readonly<Record<"pick" | "earlier" | "later", ReactNode>>;
}

/** In the bar: the day in view, which opens a calendar, and next to it the link back to today. */
export function BarDay({ first, icons }: Props) {
  const t = useTranslations();
  const bar = useBar();
  const { strong, light } = bar ? barWords(bar) : first;
  const today = bar?.reader.today ?? "";
  const isAway = bar !== undefined && !showsToday(bar);
  const swipe = useSwipe((by) => bar?.view === "day" && bar.go({ date: addDays(bar.date, by) }));
  return (
    <div className={`bar-day is-${bar?.view ?? "day"}`} {...swipe}>
      <button
        className="bar-date"
        type="button"
        data-pick-day=""
        aria-label={t("shell.otherDay", { day: `${strong} ${light}` })}
        aria-keyshortcuts={shortcutOf("pickDay", bar?.reader.hasSingleKeys ?? false)}
        onClick={({ currentTarget }) => bar?.pickDay(currentTarget)}
      >
        <strong>{strong}</strong> {light}
        {icons.pick}
      </button>
      {isAway && (
        <button
          className="button bar-today"
          type="button"
          aria-keyshortcuts={shortcutOf("today", bar.reader.hasSingleKeys)}
          onClick={() => bar.go({ date: undefined })}
        >
          {bar.date < today ? icons.later : icons.earlier}
          {t("words.today")}
        </button>
      )}
    </div>
  );
}

function showsToday({ view, date, reader: { today, weekStart } }: Bar): boolean {
  if (view === "month") return date.slice(0, 7) === today.slice(0, 7);
  if (view === "week") return weekStartOf(date, weekStart) === weekStartOf(today, weekStart);
  return date === today;
}
