import { z } from "zod";
import { addresses, type OperationName } from "./addresses.ts";
import { ChangeRef, listChanges, listTrash, undoChange } from "./history.ts";
import { Door, Item, ItemId, ItemSummary, NewItem, patchFields } from "./item.ts";
import { keptDays, limits, retryMinutes } from "./limits.ts";
import type { ProblemCode } from "./problems.ts";
import { Instant, PlainDate, PlainTime, TimeZone, Weekday } from "./time.ts";
import { Phrase, SearchWords, Tag } from "./words.ts";

/** One thing that can be asked of the agenda. OpenAPI, the browser's client and, later, MCP tools are projections of this. */
export interface Operation {
  readonly name: OperationName;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly status: 200 | 201;
  /** The status when the output says `repeated`: nothing was stored. */
  readonly repeatedStatus?: 200;
  /** Whether it only reads. */
  readonly reads: boolean;
  /** Whether ChatGPT should ask the person every time. */
  readonly isConsequential: boolean;
  /** At most 300 characters. */
  readonly summary: string;
  /** One flat object: path fields with query or body. */
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** What can go wrong here beside `commonProblems`. */
  readonly problems: readonly ProblemCode[];
}

export { changeKinds, listChanges, listTrash, undoChange } from "./history.ts";

export type Input<O extends Operation> = z.output<O["input"]>;
export type Output<O extends Operation> = z.input<O["output"]>;

/** What can go wrong with any operation. */
export const commonProblems = [
  "malformed_request",
  "unauthorized",
  "invalid_input",
  "internal_error",
  "identity_unavailable",
  "database_unavailable",
] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that writes. */
export const writeProblems = ["cross_site_request", "too_many_writes"] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that has a body. */
export const bodyProblems = ["content_too_large", "unsupported_media_type"] as const satisfies readonly ProblemCode[];

const Today = z.object({ date: PlainDate, weekday: Weekday });
const ZoneSource = z.enum(["request", "settings", "unknown"]).meta({
  description: "Where timeZone came from. unknown: the person's zone is not known yet, so UTC was taken.",
});
const Version = z
  .int()
  .min(1)
  .meta({ description: "The version you read. Refused with 409 when the item was changed since." });

export const listItems = {
  ...addresses.listItems,
  name: "listItems",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `List what is on the agenda in a window of dates, ordered by start, or search it with q. Without dates: today and the ${limits.listDays} days after it; with q: the whole agenda.`,
  input: z.strictObject({
    from: PlainDate.optional().meta({ description: "First day of the window, YYYY-MM-DD. Default: today." }),
    fromWeekday: Weekday.optional().meta({ description: "A check: the weekday of `from`." }),
    to: PlainDate.optional().meta({
      description: `Last day of the window, inclusive. Default: ${limits.listDays} days after from.`,
    }),
    toWeekday: Weekday.optional().meta({ description: "A check: the weekday of `to`." }),
    limit: z
      .int()
      .min(1)
      .max(limits.listMost)
      .optional()
      .meta({ description: `How many at most. Default: ${limits.listDefault}.` }),
    cursor: z.string().min(1).max(limits.cursor).optional().meta({
      description: "nextCursor of the page before. It remembers the window and the filters; send only limit beside it.",
    }),
    done: z.boolean().optional().meta({ description: "Only done ones, or only open ones. Default: both." }),
    tag: Tag.optional().meta({ description: "Only items with this tag." }),
    createdBy: Door.optional().meta({ description: "Only items made through this door: gpt, web or mcp." }),
    q: SearchWords.optional().meta({
      description: `Search text, location, tags and notes. Every word must be found, anywhere, also inside a longer word; "double quotes" keep words together. Accents and case do not matter. At most ${limits.searchWords} words. Without from it searches from the beginning, without to until the end: without both, the whole agenda, past items first.`,
    }),
    order: z.enum(["time", "relevance"]).optional().meta({
      description:
        "With q. relevance: found in the text before found elsewhere, whole words before parts, then what is nearest to today. Default: time.",
    }),
    timeZone: TimeZone.optional().meta({ description: "Read in this IANA zone instead of the person's own." }),
  }),
  output: z.object({
    from: PlainDate,
    to: PlainDate,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    now: Instant,
    today: Today,
    rev: z.int().meta({ description: "The agenda's revision that this answer shows; see listChanges." }),
    items: z.array(Item),
    corrected: z
      .array(z.object({ word: z.string(), taken: z.string() }))
      .optional()
      .meta({
        description: "With q: nothing held `word`, so `taken`, one letter away, was searched for. Tell the person.",
      }),
    nextCursor: z.string().optional().meta({ description: "Present when there is more." }),
    itemsBefore: z.int().meta({
      description: `How many items (of those asked for) lie wholly before the window, counted to ${limits.itemsBeforeMost}; ${limits.itemsBeforeMost} means that many or more.`,
    }),
  }),
  problems: [],
} as const satisfies Operation;

export const createItems = {
  ...addresses.createItems,
  name: "createItems",
  status: 201,
  repeatedStatus: 200,
  reads: false,
  isConsequential: false,
  summary: `Add 1 to ${limits.itemsPerCall} items, all or none. Repeating the same call within ${retryMinutes} minutes adds nothing twice: it answers the items that are there.`,
  input: z.strictObject({
    items: z.array(NewItem).min(1).max(limits.itemsPerCall),
    allowDuplicates: z
      .boolean()
      .optional()
      .meta({
        description: `Set to true to add them although the same items were added within the last ${retryMinutes} minutes.`,
      }),
  }),
  output: z.object({
    items: z.array(ItemSummary),
    change: ChangeRef.meta({ description: "The change that added them." }),
    repeated: z
      .boolean()
      .optional()
      .meta({ description: "True: these items were there already and nothing was added." }),
  }),
  problems: [],
} as const satisfies Operation;

export const getItemById = {
  ...addresses.getItemById,
  name: "getItemById",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: "Read one item whole, with its full notes.",
  input: z.strictObject({ id: ItemId }),
  output: z.object({ item: Item }),
  problems: ["item_not_found"],
} as const satisfies Operation;

export const updateItemById = {
  ...addresses.updateItemById,
  name: "updateItemById",
  status: 200,
  reads: false,
  isConsequential: false,
  summary: "Change only the fields that are sent; null clears one. A new start without an end moves the end along.",
  input: z.strictObject({ id: ItemId, ...patchFields, version: Version.optional() }),
  output: z.object({
    item: Item,
    change: ChangeRef.optional().meta({ description: "Absent when everything was so already." }),
  }),
  problems: ["item_not_found", "version_conflict"],
} as const satisfies Operation;

export const deleteItemById = {
  ...addresses.deleteItemById,
  name: "deleteItemById",
  status: 200,
  reads: false,
  isConsequential: true,
  summary: `Move an item to the trash. restoreItem brings it back within ${keptDays} days.`,
  input: z.strictObject({ id: ItemId, version: Version.optional() }),
  output: z.object({ item: Item, change: ChangeRef }),
  problems: ["item_not_found", "version_conflict"],
} as const satisfies Operation;

export const restoreItem = {
  ...addresses.restoreItem,
  name: "restoreItem",
  status: 200,
  reads: false,
  isConsequential: false,
  summary: `Bring back an item that was deleted within the last ${keptDays} days.`,
  input: z.strictObject({ id: ItemId }),
  output: z.object({
    item: Item,
    change: ChangeRef.optional().meta({ description: "Absent when it was not deleted." }),
  }),
  problems: ["item_not_found"],
} as const satisfies Operation;

const Settings = z.object({ timeZone: TimeZone, timeZoneSource: ZoneSource.exclude(["request"]) });

export const getSettings = {
  ...addresses.getSettings,
  name: "getSettings",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: "Read the person's settings: the time zone, and whether it is known.",
  input: z.strictObject({}),
  output: Settings,
  problems: [],
} as const satisfies Operation;

export const updateSettings = {
  ...addresses.updateSettings,
  name: "updateSettings",
  status: 200,
  reads: false,
  isConsequential: false,
  summary: "Set the person's time zone. Timed items stay in the zone they were made in.",
  input: z.strictObject({ timeZone: TimeZone.meta({ description: "IANA name, such as Europe/Paris." }) }),
  output: Settings.extend({ change: ChangeRef.optional().meta({ description: "Absent when it was so already." }) }),
  problems: [],
} as const satisfies Operation;

const Count = z.object({ open: z.int(), all: z.int() });
const Rev = z.int().meta({ description: "The agenda's revision now; see listChanges." });

export const getContext = {
  ...addresses.getContext,
  name: "getContext",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `Call this first. It tells now, today, the next ${limits.contextDays} days with their weekdays, the person's time zone, and how much is on the agenda.`,
  input: z.strictObject({
    timeZone: TimeZone.optional().meta({ description: "Read in this IANA zone instead of the person's own." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    days: z.array(Today).meta({ description: `The ${limits.contextDays} days after today.` }),
    counts: z
      .object({
        today: Count.meta({ description: "Items that touch today." }),
        nextSevenDays: Count.meta({ description: "Items that touch one of the seven days after today." }),
      })
      .meta({ description: `Items that are open, and all with the done ones, each counted to ${limits.countMost}.` }),
    rev: Rev,
  }),
  problems: [],
} as const satisfies Operation;

const Reading = z.object({
  date: PlainDate,
  weekday: Weekday,
  startTime: PlainTime.optional(),
  endDate: PlainDate.optional().meta({ description: "The last day, inclusive." }),
  endTime: PlainTime.optional(),
  recurrence: z
    .string()
    .optional()
    .meta({ description: "RRULE text (RFC 5545); date is then the first time.", example: "FREQ=WEEKLY;BYDAY=TU" }),
  meaning: z
    .string()
    .optional()
    .meta({ description: "Which of several readings this is, or what was taken for what." }),
});

export const resolveDates = {
  ...addresses.resolveDates,
  name: "resolveDates",
  status: 200,
  reads: true,
  isConsequential: false,
  summary:
    "Turn words for dates, such as “next Friday at 3pm” or “every second Tuesday”, into dates. Send only the words that say when. Several readings: ask which is meant. English, German, French, Spanish.",
  input: z.strictObject({
    phrases: z
      .array(Phrase)
      .min(1)
      .max(limits.phrases)
      .meta({ description: "As the person said them, each without what happens then." }),
    timeZone: TimeZone.optional().meta({ description: "Read in this IANA zone instead of the person's own." }),
  }),
  output: z.object({
    now: Instant,
    today: Today,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    phrases: z
      .array(
        z.object({
          phrase: z.string(),
          readings: z.array(Reading).optional().meta({
            description:
              "All that may be meant, the likeliest first. Absent when a word was left over: nothing is guessed.",
          }),
          notUnderstood: z
            .array(z.string())
            .optional()
            .meta({ description: "The words that no date could be made of." }),
          reason: z.string().optional().meta({ description: "Why not, and what would be right." }),
        }),
      )
      .meta({ description: "In the order they were sent." }),
  }),
  problems: ["cross_site_request"],
} as const satisfies Operation;

/** The whole table, in the order it is shown. */
export const operations = {
  getContext,
  resolveDates,
  listItems,
  createItems,
  getItemById,
  updateItemById,
  deleteItemById,
  listTrash,
  restoreItem,
  listChanges,
  undoChange,
  getSettings,
  updateSettings,
} as const satisfies { readonly [N in OperationName]: Operation & { readonly name: N } };
