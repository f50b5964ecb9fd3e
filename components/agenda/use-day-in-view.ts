import { useEffect } from "react";
import { barNow, dayEndsAtPx, setDayInView } from "../actions/bar.ts";

/** Reports the day in view to the bar while scrolling, and marks it for printing. @param drawn changes when other days are rendered */
export function useDayInView(drawn: unknown): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: rendering moves what is in view
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      const days = [...document.querySelectorAll("main section.day")];
      let [first, last] = [0, days.length - 1];
      while (first < last) {
        const middle = Math.floor((first + last) / 2);
        if ((days[middle]?.getBoundingClientRect().bottom ?? 0) > dayEndsAtPx) last = middle;
        else first = middle + 1;
      }
      for (const marked of document.querySelectorAll("[data-in-view]")) marked.removeAttribute("data-in-view");
      days[first]?.setAttribute("data-in-view", "");
      const date = days[first]?.getAttribute("aria-labelledby")?.slice("day-".length);
      // Still shown, but one has gone to another view.
      if (date && barNow()?.view === "day") setDayInView(date, "day");
    };
    const later = () => {
      frame ||= requestAnimationFrame(look);
    };
    later();
    addEventListener("scroll", later, { passive: true });
    return () => {
      removeEventListener("scroll", later);
      cancelAnimationFrame(frame);
    };
  }, [drawn]);
}
