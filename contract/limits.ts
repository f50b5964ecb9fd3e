import { overdueDays, textMost } from "./first-limits.ts";

/**
 * Size limits. Lengths are counted in Unicode code points, as JSON Schema and PostgreSQL count them. The database has the same
 * numbers as CHECK constraints; a test compares them.
 */
export const limits = {
  text: textMost,
  notes: 4000,
  location: 300,
  url: 2000,
  tags: 20,
  tag: 50,
  reminders: 5,
  /** How long before an item a reminder may be: four weeks. */
  reminderMinutes: 40_320,
  /** How long a reminder may be snoozed at once. */
  snoozeMinutes: 1440,
  /** Browsers of one person that receive reminders. */
  devices: 20,
  deviceName: 80,
  /** Characters of a push service's address for one browser. */
  pushEndpoint: 1000,
  /** Characters of an RRULE. */
  recurrence: 2000,
  /** Occurrences of one series that differ from it. A daily one ticked off each day for ten years has 3,650. */
  exceptions: 5000,
  /** How many of them an answer lists with the series as a whole. */
  exceptionsListed: 50,
  /** Items in one agenda, including repeating ones and excluding the trash. */
  itemsKept: 50_000,
  /** Repeating items in one agenda: every list has to look at all that are still running. */
  seriesKept: 2_000,
  itemsPerCall: 50,
  /** Items that one call may move, tick off or delete. */
  itemsAtOnce: 500,
  /** Days by which one call may move items. */
  daysMoved: 36_500,
  listDefault: 50,
  listMost: 200,
  /** Default page size of a list. */
  entriesDefault: 1000,
  /** Entries of one window that an overview is computed from. */
  entriesAtOnce: 10_000,
  /** Occurrences of one window that are examined for free time. */
  occurrencesAtOnce: 1_000_000,
  listDays: 30,
  /** A cursor contains the window and the filters; the search text can be the longest of them. */
  cursor: 2500,
  changesDefault: 100,
  /** Items named per change; more would fill an answer on their own. */
  itemsPerChange: 1000,
  /** Items up to which each is also described in words. */
  itemsInWords: 80,
  /** Occurrences of one series up to which a change lists those it touched. */
  occurrencesListed: 50,
  /** Entries marked as an assistant's at once, and how much of the ledger is examined for them: changes, bytes as stored, characters. */
  freshMarks: 200,
  freshChanges: 500,
  freshBytes: 250_000,
  freshCharacters: 500_000,
  /** Changes that are counted beyond those. */
  freshCounted: 10_000,
  /** Changes that one undo reverts. The database's index on them holds no more. */
  undoMost: 500,
  notesInLists: 300,
  itemsBeforeMost: 100,
  /** A default duration, in minutes. */
  durationMinutes: 1440,
  workingSpans: 14,
  locale: 85,
  /** Items with another zone, counted up to this number. */
  keptZones: 1000,
  search: 200,
  searchWords: 10,
  contextDays: 14,
  countMost: 1000,
  /** Conflicting items that a write reports. */
  conflicts: 20,
  /** Dates of one series that are checked for conflicts, and the number of days ahead. */
  conflictDates: 53,
  conflictDays: 366,
  /** Over all series of one call. */
  conflictDatesInAll: 1000,
  /** Days that one search for free time covers. */
  freeTimeDays: 62,
  freeTimeDefaultDays: 14,
  freeTimeShortestMinutes: 5,
  freeTimeLongestMinutes: 1440,
  freeTimeGapMinutes: 480,
  freeTimeDefault: 5,
  freeTimeMost: 50,
  overdueDays,
  /** Items of one day, and overdue ones, that an overview lists; it counts them all. */
  overviewItems: 20,
  overviewOverdue: 10,
  /** Items left undone that the page shows; it counts the others. */
  leftUndone: 100,
  /** Characters of an overview's text to be read aloud. */
  spoken: 600,
  phrases: 20,
  phrase: 200,
  /** Characters of one answer; ChatGPT refuses 100,000. */
  answerCharacters: 90_000,
  bodyBytes: 1_000_000,
  /** A calendar file may be larger than any other body. */
  importBytes: 5_000_000,
  /** Entries of one file. They form one change, reverted by one undo. */
  importEntries: 10_000,
  /** How many of them a preview shows. */
  importShown: 300,
  nestingDepth: 16,
  /** Values in one body, nested ones included: five times what the largest input has. */
  values: 10_000,
  idempotencyKey: 255,
  confirm: 200,
  /** Proposals that may be pending at once, their characters of JSON in all, and entries of one that the page shows. */
  proposalsWaiting: 100,
  proposalCharacters: 3_000_000,
  proposalEntries: 20,
  /** Items that may be deleted or moved at once without a preview. */
  itemsUnpreviewed: 10,
} as const;

/** Retention of deleted items and of the ledger's contents, in days. */
export const keptDays = 30;

/** Days after which an undecided proposal ends. */
export const proposalDays = 14;

/** Minutes within which a program's identical creation is treated as a retry. */
export const retryMinutes = 10;

/** Hours within which a retry with the same idempotency key gets the original answer. */
export const answerHours = 24;

/** Stored answers per user; beyond that the oldest expire early. */
export const answersKept = 1_000;

/** Minutes within which a preview can be confirmed. */
export const confirmMinutes = 60;
