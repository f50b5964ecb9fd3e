import { occurrenceChangesOf } from "../history/change-view.ts";
import type { ItemChange } from "../history/ledger.ts";
import type { EntryContent, StoredItem } from "../item/item-content.ts";
import { hoursIn, type WeekHours } from "../planning/day-hours.ts";
import { datesBetween } from "../recurrence/schedule.ts";
import { changedContentOn, plainContentOn, scheduleOfSeries } from "../series/series.ts";
import { partsOf } from "../series/stored-series.ts";
import type { SettingsChange } from "../settings/stored-settings.ts";
import { type Steps, someSteps } from "../steps.ts";
import { addDays, datesFrom, weekdayOf } from "../time/dates.ts";
import { dateIn } from "../time/instants.ts";
import { dateOfDay } from "../time/wall-clock.ts";
import { takesAway } from "./deletions.ts";

/** What a writing program may do without asking. */
export interface ProgramLimits {
  readonly deletes: boolean;
  /** If false, only single dates of a series. */
  readonly changesSeries: boolean;
  readonly outsideHours: boolean;
}

/** The user's working hours, in their zone. */
interface Working {
  readonly hours: WeekHours;
  readonly timeZone: string;
}

/** What a write did. */
interface Done {
  readonly changes: readonly ItemChange[];
  readonly settings?: Pick<SettingsChange, "after"> | undefined;
}

/** Whether a program must ask the user before a write that it may make. @param working called only if needed */
export function* asksFirst(limits: ProgramLimits, { changes, settings }: Done, working: () => Working): Steps<boolean> {
  if (!limits.deletes && (yield* takesAway(changes))) return true;
  if (!limits.changesSeries && (yield* someSteps(changes, changesSeries))) return true;
  if (limits.outsideHours) return false;
  // A program held to the hours may not move them.
  if (settings && ("workingHours" in settings.after || "timeZone" in settings.after)) return true;
  const { hours, timeZone } = working();
  return yield* someSteps(changes, (change) =>
    [change.kind === "created" ? null : change.before, change.kind === "deleted" ? null : change.after].some(
      (item) => item && placesOf(item, change, timeZone).some((place) => !isWithin(place, hours, timeZone)),
    ),
  );
}

const changesSeries = (change: ItemChange): boolean =>
  Boolean(change.before?.recurrence) && occurrenceChangesOf(change).length === 0;

/** Limit of dates examined per series: enough for every weekday it has. */
const mostDates = 100;
/** In another zone, all dates of a year are examined as well: its clocks may change on other days, or not at all. */
const yearDays = 366;

/** Where an item is; for a series, its changed dates, or else its first ones. @param timeZone the user's */
function placesOf(item: StoredItem, change: ItemChange, timeZone: string): readonly EntryContent[] {
  const series = partsOf(item);
  if (!series) return [item];
  const { content, exceptions } = series;
  const schedule = scheduleOfSeries(series);
  const touched = occurrenceChangesOf(change).map(({ originalDate }) => originalDate);
  const { startDay, endDay } = schedule;
  const isAbroad = [content.timeZone, content.endTimeZone].some((zone) => zone !== null && zone !== timeZone);
  const first = () => [
    ...Iterator.from(datesBetween(schedule, startDay, endDay)).take(mostDates),
    ...(isAbroad ? datesBetween(schedule, startDay, startDay + yearDays) : []),
  ];
  const dates = touched.length > 0 ? touched : [...new Set(first())].map(dateOfDay);
  return dates.flatMap((date) => {
    const exception = exceptions.get(date);
    if (exception?.kind === "cancelled") return [];
    return exception ? changedContentOn(content, date, exception.changed) : plainContentOn(content, date);
  });
}

/** Longer than any span within working hours, if the week has a free day. */
const mostDays = 8;

function isWithin({ date, endDate, startsAtMs, endsAtMs }: EntryContent, hours: WeekHours, timeZone: string): boolean {
  const far = (from: string, to: string) => (to < addDays(from, mostDays) ? to : addDays(from, mostDays));
  if (startsAtMs === null) return datesFrom(date, far(date, endDate ?? date)).every((day) => hours.has(weekdayOf(day)));
  const [from, to] = [dateIn(startsAtMs, timeZone), dateIn(endsAtMs ?? startsAtMs, timeZone)];
  const end = endsAtMs ?? startsAtMs;
  return hoursIn(from, far(from, to), hours, timeZone).some(
    (span) => span.startsAtMs <= startsAtMs && end <= span.endsAtMs,
  );
}
