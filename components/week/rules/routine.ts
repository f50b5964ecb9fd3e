import { type Day, routineDays } from "../../timeline/days.ts";

/** A series that occurs on most days of a week at the same time. */
interface Routine {
  readonly id: string;
  readonly text: string;
  /** HH:MM. */
  readonly time: string;
}

/** Series that need not be named on each day of the week. */
export function routineOf(days: readonly Pick<Day, "slices">[]): readonly Routine[] {
  const byId = new Map<string, Routine[]>();
  for (const { slices } of days)
    for (const { placed, startTime, since } of slices) {
      const { id, text, occurrence, deletedAt } = placed.item;
      if (occurrence === undefined || deletedAt !== undefined || since !== undefined) continue;
      byId.set(id, [...(byId.get(id) ?? []), { id, text, time: startTime }]);
    }
  return [...byId.values()].flatMap((all) => {
    const [first] = all;
    const isAlike = all.every(({ time }) => time === first?.time);
    return first && all.length >= routineDays && isAlike ? [first] : [];
  });
}
