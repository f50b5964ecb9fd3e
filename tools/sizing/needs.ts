/** What was measured on one machine (docs/scale.md says which). CPU in milliseconds, sizes in bytes. */
export const measured = {
  read: { appMs: 1.7, databaseMs: 1.4 },
  write: { appMs: 3.1, databaseMs: 2.5 },
  /** The page with the agenda, rendered for a browser that has nothing yet. */
  page: { appMs: 28, databaseMs: 13 },
  /** For one open page, each second: its share of the poll and the heartbeat. Less than could be measured with 200. */
  feed: { appMs: 0.005, databaseMs: 0.005, bytes: 63_500 },
  /** In each process that hears of a change: by NOTIFY all, by NATS those with a page of the person's. */
  hint: { appMs: 0.23 },
  /** From its due time to the push service, for one device (docs/decisions/0288). */
  reminder: { appMs: 1.3, databaseMs: 0.6 },
  /** Planning a person's reminders anew, after each of their changes and once a day, while several processes share that. */
  plan: { appMs: 0.9, databaseMs: 0.8 },
  /** In each process, each second, while nobody does anything: mostly its turn of reminders. */
  idle: { appMs: 1.2, databaseMs: 0.22 },
  /** One process after load, without open pages. */
  processBytes: 325e6,
  itemBytes: 747,
  changeBytes: 1_219,
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
  /** Of which the processes' turns of reminders, without what there is to do in them. */
  readonly turnCores: number;
  readonly processes: number;
  /** Of all processes of the app. */
  readonly memoryBytes: number;
  /** Of app and database: had if there are always enough cores for the busiest minute, and computed. */
  readonly coreHoursAMonth: { readonly had: number; readonly used: number };
  readonly diskBytes: number;
}

/** What N people need in their busiest minute. @param hints how processes tell each other of changes */
export function needsOf(people: number, hints: "NOTIFY" | "NATS" = "NOTIFY"): Needs {
  const atPeak = (aDay: number) => (people * aDay * habits.peak) / daySeconds;
  const [reads, writes, pages] = [atPeak(habits.readsADay), atPeak(habits.writesADay), atPeak(habits.pagesADay)];
  const reminders = atPeak(habits.remindersADay);
  const plans = writes + people / daySeconds;
  const openPages = people * habits.openAtPeak;
  const { read, write, page, feed, hint, reminder, plan, idle } = measured;
  const readAppMs = reads * read.appMs + pages * page.appMs + openPages * feed.appMs;
  const appMs = readAppMs + writes * write.appMs + plans * plan.appMs + reminders * reminder.appMs;
  // With NOTIFY, the cost of hearing grows with the number of processes, which grows with it: at some point no capacity is left.
  const heardMs = writes * hint.appMs;
  const leftMs = Math.max(1000 * busy - idle.appMs - (hints === "NATS" ? 0 : heardMs), 0);
  const processes = Math.ceil((appMs + (hints === "NATS" ? heardMs : 0)) / leftMs);
  const standingMs = heardMs * (hints === "NATS" ? 1 : processes) + processes * idle.appMs;
  const readMs = reads * read.databaseMs + pages * page.databaseMs + openPages * feed.databaseMs;
  const writeMs = writes * write.databaseMs + plans * plan.databaseMs + reminders * reminder.databaseMs;
  const turnsMs = processes * idle.databaseMs;
  const cores = (ms: number) => ms / 1000 / busy;
  const days = 365 * habits.years;
  const items = people * habits.itemsADay * days;
  const keptBytes = habits.keptDays * measured.changeBytes + (days - habits.keptDays) * measured.erasedChangeBytes;
  const [appCores, databaseCores] = [cores(appMs + standingMs), cores(readMs + writeMs + turnsMs)];
  const had = (appCores + databaseCores) * monthHours;
  return {
    readsPerSecond: reads + pages,
    writesPerSecond: writes,
    remindersPerSecond: reminders,
    openPages,
    appCores,
    databaseCores,
    writeCores: cores(writeMs),
    turnCores: cores(turnsMs),
    processes,
    memoryBytes: processes * measured.processBytes + openPages * feed.bytes,
    coreHoursAMonth: { had, used: (had * busy) / habits.peak },
    diskBytes: items * measured.itemBytes + people * habits.writesADay * keptBytes,
  };
}
