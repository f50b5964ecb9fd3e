import { percentile } from "../../percentile.ts";
import type { UiMeasures } from "./ui.ts";

interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly measured: string;
  readonly isReached: boolean;
}

/** In milliseconds, at the 95th percentile. */
const goals = {
  ...{ switches: 100, phoneSwitches: 300, jumps: 300, interactions: 100, reading: 16, keystrokes: 16 },
  ...{ firstPaints: 1_000, firstItems: 3_000 },
} as const;
const names = {
  switches: "From the list to the week or the month, painted, with 2,000 items",
  phoneSwitches: "The same with the processor throttled to a quarter",
  jumps: "From a day in the calendar to that day with its items, painted",
  interactions: "From an interaction to its next frame, throttled to a quarter",
  reading: "An add line read, for each of its letters, on a processor six times slower",
  keystrokes: "The page's work for a letter of an add line, throttled to a sixth",
  firstPaints: "Opened without a network, to the first paint, throttled to a quarter",
  firstItems: "And to the first item, of 2,000",
} as const;
const mostNodes = 4_000;
const mostBytes = 200_000;
const mostBytesOfWeek = 90_000;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** @returns each thing that was measured, with its goal and whether it was met */
export function judgeUi(ui: UiMeasures): Goal[] {
  const times = { ...ui, ...ui.offline };
  const timed = (Object.keys(goals) as (keyof typeof goals)[]).map((what) => {
    const [p50, p95] = [percentile(times[what], 0.5), percentile(times[what], 0.95)];
    const measured = `${p50.toFixed(0)}, p95 ${p95.toFixed(0)} ms of ${times[what].length}`;
    return { name: names[what], goal: `p95 under ${goals[what]} ms`, measured, isReached: p95 < goals[what] };
  });
  const bytesOf = (path: string) => ui.scripts.find((each) => each.path === path)?.bytes ?? Number.NaN;
  const [first, week] = [bytesOf("/"), bytesOf("/week") - bytesOf("/")];
  return [
    ...timed,
    {
      name: "Tasks above 50 ms while scrolling through 2,000 items",
      goal: "none",
      measured: ui.longTasks.length === 0 ? "none" : `${ui.longTasks.length}, to ${Math.max(...ui.longTasks)} ms`,
      isReached: ui.longTasks.length === 0,
    },
    {
      name: "Nodes of the document meanwhile",
      goal: `at most ${mostNodes}`,
      measured: String(ui.mostNodes),
      isReached: ui.mostNodes <= mostNodes,
    },
    {
      name: "Script of the first load of /",
      goal: `at most ${kilobytes(mostBytes)}`,
      measured: kilobytes(first),
      isReached: first <= mostBytes,
    },
    {
      name: "What /week adds to that",
      goal: `at most ${kilobytes(mostBytesOfWeek)}`,
      measured: kilobytes(week),
      isReached: week <= mostBytesOfWeek,
    },
    {
      name: "The service worker, with what it imports",
      goal: "",
      measured: kilobytes(ui.offline.workerBytes),
      isReached: true,
    },
    ...ui.scripts.map(({ path, bytes }) => ({
      name: `Script of the first load of ${path}`,
      goal: "",
      measured: kilobytes(bytes),
      isReached: true,
    })),
  ];
}
