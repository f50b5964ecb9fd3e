/** What was measured on one machine (docs/scale.md says which). CPU in milliseconds, sizes in bytes. */
export const measured = {
  read: { appMs: 2.4, databaseMs: 2.0 },
  write: { appMs: 4.5, databaseMs: 2.9 },
  /** The page with the agenda, rendered for a browser that has nothing yet. */
  page: { appMs: 33, databaseMs: 16 },
  /** For one open page, each second: its share of the poll and the heartbeat. Less than could be measured with 200. */
  feed: { appMs: 0.005, databaseMs: 0.005 },
  /** In each process that hears of a change: by NOTIFY all, by NATS those with a page of the person's. */
  hint: { appMs: 0.27 },
  /** From its due time to the push service, for one device (docs/decisions/0288); planning is not included. */
  reminder: { appMs: 1.3, databaseMs: 0.6 },
  itemBytes: 772,
  changeBytes: 1_199,
  /** A change whose contents were erased, with its indexes. */
  erasedChangeBytes: 520,
} as const;

/** How people use it. Assumed, not measured: change it and see. */
export const habits = {
  readsADay: 30,
  writesADay: 6,
  pagesADay: 4,
  /** Reminders sent, each to one device. */
  remindersADay: 2,
  /** Share of all people who have the page open in the busiest minute. */
  openAtPeak: 0.05,
  /** The busiest minute against the average. */
  peak: 4,
  itemsADay: 4,
  keptDays: 30,
  years: 5,
} as const;

/** A CPU that must answer in time is busy half the time. */
const busy = 0.5;
const daySeconds = 86_400;
const monthHours = 730;

export interface Needs {
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
  readonly remindersPerSecond: number;
  readonly openPages: number;
  readonly appCores: number;
  readonly databaseCores: number;
  /** Of which only one primary, or each worker its part, can do the writes. */
  readonly writeCores: number;
  readonly processes: number;
  /** Of app and database: had if there are always enough cores for the busiest minute, and computed. */
  readonly coreHoursAMonth: { readonly had: number; readonly used: number };
  readonly diskBytes: number;
}

/** What N people need in their busiest minute. @param hints how processes tell each other of changes */
export function needsOf(people: number, hints: "NOTIFY" | "NATS" = "NOTIFY"): Needs {
  const atPeak = (aDay: number) => (people * aDay * habits.peak) / daySeconds;
  const [reads, writes, pages] = [atPeak(habits.readsADay), atPeak(habits.writesADay), atPeak(habits.pagesADay)];
  const reminders = atPeak(habits.remindersADay);
  const openPages = people * habits.openAtPeak;
  const { read, write, page, feed, hint, reminder } = measured;
  const readAppMs = reads * read.appMs + pages * page.appMs + openPages * feed.appMs;
  const appMs = readAppMs + writes * write.appMs + reminders * reminder.appMs;
  // With NOTIFY, the cost of hearing grows with the number of processes, which grows with it: at some point no capacity is left.
  const heardMs = writes * hint.appMs;
  const leftMs = hints === "NATS" ? 1000 * busy : Math.max(1000 * busy - heardMs, 0);
  const processes = Math.ceil((appMs + (hints === "NATS" ? heardMs : 0)) / leftMs);
  const hintMs = heardMs * (hints === "NATS" ? 1 : processes);
  const readMs = reads * read.databaseMs + pages * page.databaseMs + openPages * feed.databaseMs;
  const writeMs = writes * write.databaseMs + reminders * reminder.databaseMs;
  const cores = (ms: number) => ms / 1000 / busy;
  const days = 365 * habits.years;
  const items = people * habits.itemsADay * days;
  const keptBytes = habits.keptDays * measured.changeBytes + (days - habits.keptDays) * measured.erasedChangeBytes;
  const [appCores, databaseCores] = [cores(appMs + hintMs), cores(readMs + writeMs)];
  const had = (appCores + databaseCores) * monthHours;
  return {
    readsPerSecond: reads + pages,
    writesPerSecond: writes,
    remindersPerSecond: reminders,
    openPages,
    appCores,
    databaseCores,
    writeCores: cores(writeMs),
    processes,
    coreHoursAMonth: { had, used: (had * busy) / habits.peak },
    diskBytes: items * measured.itemBytes + people * habits.writesADay * keptBytes,
  };
}
