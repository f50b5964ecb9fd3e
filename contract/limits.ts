/**
 * How much of what fits. Lengths are counted in Unicode code points, as JSON Schema and PostgreSQL count them.
 * The database holds the same numbers as CHECK constraints; a test compares them.
 */
export const limits = {
  text: 500,
  notes: 4000,
  location: 300,
  url: 2000,
  tags: 20,
  tag: 50,
  /** Characters of an RRULE. */
  recurrence: 2000,
  /** Occurrences of one series that differ from it. Ten years of a daily one that is ticked off each day are 3,650. */
  exceptions: 5000,
  /** Of which so many are told with the series as a whole. */
  exceptionsListed: 50,
  /** Items that one agenda keeps, repeating ones among them, beside those in the trash. */
  itemsKept: 50_000,
  /** Repeating items of one agenda: a list looks at all that go on. */
  seriesKept: 2_000,
  itemsPerCall: 50,
  /** Items that one call may move, tick off or delete. */
  itemsAtOnce: 500,
  /** Days by which one call may move items. */
  daysMoved: 36_500,
  listDefault: 50,
  listMost: 200,
  /** Entries that are read at once where nobody says how many. */
  entriesDefault: 1000,
  /** Entries of one window that an overview is made of. */
  entriesAtOnce: 10_000,
  /** Occurrences of one window that are looked at for free time. */
  occurrencesAtOnce: 1_000_000,
  listDays: 30,
  /** A cursor holds the window and the filters, of which the words of a search may be the longest. */
  cursor: 2500,
  changesDefault: 100,
  /** Items that are named of one change; a change of more than that would fill an answer by itself. */
  itemsPerChange: 1000,
  /** Items up to which each is told in words, too. */
  itemsInWords: 80,
  /** Occurrences of one series up to which a change names those that it touched. */
  occurrencesListed: 50,
  /** Changes that one undo takes back. The database's index on them holds no more. */
  undoMost: 500,
  notesInLists: 300,
  itemsBeforeMost: 100,
  /** A default duration, in minutes. */
  durationMinutes: 1440,
  workingSpans: 14,
  locale: 85,
  /** Items of a zone that an answer counts to. */
  keptZones: 1000,
  search: 200,
  searchWords: 10,
  contextDays: 14,
  countMost: 1000,
  /** Items that a write names as being in its time. */
  conflicts: 20,
  /** Of a series so many of its next dates are held against the agenda, and not further ahead than so many days. */
  conflictDates: 53,
  conflictDays: 366,
  /** Of all series of one call together. */
  conflictDatesInAll: 1000,
  /** Days that one search for free time covers. */
  freeTimeDays: 62,
  freeTimeDefaultDays: 14,
  freeTimeShortestMinutes: 5,
  freeTimeLongestMinutes: 1440,
  freeTimeGapMinutes: 480,
  freeTimeDefault: 5,
  freeTimeMost: 50,
  /** Days before today that an overview looks back to for what is overdue. */
  overdueDays: 30,
  /** Items of one day, and overdue ones, that an overview lists; it counts them all. */
  overviewItems: 20,
  overviewOverdue: 10,
  /** Characters of what an overview says, to be read aloud. */
  spoken: 600,
  phrases: 20,
  phrase: 200,
  /** Characters of one answer; ChatGPT refuses 100,000. */
  answerCharacters: 90_000,
  bodyBytes: 1_000_000,
  /** A calendar file may be larger than any other body. */
  importBytes: 5_000_000,
  /** Entries of one file. They are one change, which one undo takes back. */
  importEntries: 10_000,
  /** Of which so many are shown before they are taken. */
  importShown: 300,
  nestingDepth: 16,
  idempotencyKey: 255,
  confirm: 200,
  /** Items that may be deleted or moved at once without a preview. */
  itemsUnpreviewed: 10,
} as const;

/** First and last date the agenda takes. */
export const firstDate = "1900-01-01";
export const lastDate = "2199-12-31";

/** Days that something deleted, and the contents of the ledger, are kept. */
export const keptDays = 30;

/** Minutes within which a program's repeated creation is taken for a retry. */
export const retryMinutes = 10;

/** Hours within which a call that repeats an idempotency key is answered as the first was. */
export const answerHours = 24;

/** Answers that are kept for repeats at once, of one person; beyond that the oldest go before their time. */
export const answersKept = 1_000;

/** Minutes within which what was previewed may be confirmed. */
export const confirmMinutes = 60;
