import { z } from "zod";
import { addresses } from "./addresses.ts";
import { ChangeRef } from "./history.ts";
import { Door, Item, ItemId, ItemSummary, NewItem, patchFields, Scope } from "./item.ts";
import { keptDays, limits, retryMinutes } from "./limits.ts";
import type { Operation } from "./operation.ts";
import { AvoidConflicts, conflictFields } from "./planning.ts";
import { Instant, PlainDate, TimeZone, Today, Weekday, ZoneSource } from "./time.ts";
import { Corrections, SearchWords, Tag } from "./words.ts";
import { previewed, previewing, previewProblems, writing } from "./writing.ts";

/** Items: to list, search, add, read, change, delete and bring back. */

/** Which occurrence of a repeating item is meant. */
const Occurrence = PlainDate.optional().meta({
  description: "Of a repeating item: which occurrence, by its original date, as listItems tells it in occurrence.",
});

/** How far a change of a repeating item reaches. */
const Reach = Scope.optional().meta({
  description:
    "Needed for a repeating item. this: that occurrence alone; following: it and all after it, which become a series with an id of its own (the answer's item; earlier is the series before it); all: every one, also those before. Without it the refusal explains what each would do here.",
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
  summary: `List what is on the agenda in a window of dates, ordered by start, or search it with q. Without dates: today and the ${limits.listDays} days after it; with q: the whole agenda, each series once, by its next occurrence or its last.`,
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
      description: `Search text, location, tags and notes. Every word must be found, anywhere, also inside a longer word; "double quotes" keep words together. Accents and case do not matter. At most ${limits.searchWords} words. Without from and to: the whole agenda, past first. Each occurrence of a series stands by itself only where both are sent.`,
    }),
    order: z.enum(["time", "relevance"]).optional().meta({
      description:
        "With q. relevance: found in the text before found elsewhere, whole words before parts, then what is nearest to today; each series once. Default: time.",
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
    corrected: Corrections.optional(),
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
  unstoredStatus: 200,
  reads: false,
  onlyAdds: true,
  alwaysChanges: true,
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
    avoidConflicts: AvoidConflicts.optional(),
    ...previewing,
  }),
  output: z.object({
    items: z.array(ItemSummary),
    change: ChangeRef.optional().meta({ description: "The change that added them. Absent in a preview." }),
    repeated: z
      .boolean()
      .optional()
      .meta({ description: "True: these items were there already and nothing was added." }),
    ...conflictFields,
    ...previewed,
  }),
  problems: ["agenda_full", "time_taken", ...previewProblems],
} as const satisfies Operation;

export const getItemById = {
  ...addresses.getItemById,
  name: "getItemById",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: "Read one item whole, with its full notes; of a repeating one with what differs, or one occurrence of it.",
  input: z.strictObject({ id: ItemId, occurrence: Occurrence }),
  output: z.object({ item: Item }),
  problems: ["item_not_found"],
} as const satisfies Operation;

export const updateItemById = {
  ...addresses.updateItemById,
  name: "updateItemById",
  status: 200,
  reads: false,
  isConsequential: false,
  summary:
    "Change only the fields that are sent; null clears one. A new start without an end moves the end along. A repeating item needs scope, and occurrence for this and following; done is per occurrence, so with scope this.",
  input: z.strictObject({
    id: ItemId,
    ...patchFields,
    occurrence: Occurrence,
    scope: Reach,
    reset: z.boolean().optional().meta({
      description: "True, with scope this: the occurrence is again as the series says, also when it was cancelled.",
    }),
    version: Version.optional(),
    avoidConflicts: AvoidConflicts.optional(),
    ...previewing,
  }),
  output: z.object({
    item: Item,
    earlier: Item.optional(), // with scope following: the series before it, which now ends
    dropped: z.array(PlainDate).optional().meta({
      description:
        "Original dates of occurrences that had differed and that the new rule no longer has. Tell the person.",
    }),
    change: ChangeRef.optional().meta({ description: "Absent when everything was so already." }),
    ...conflictFields,
    ...previewed,
  }),
  problems: ["item_not_found", "version_conflict", "agenda_full", "time_taken", ...previewProblems],
} as const satisfies Operation;

export const deleteItemById = {
  ...addresses.deleteItemById,
  name: "deleteItemById",
  status: 200,
  reads: false,
  alwaysChanges: true,
  isConsequential: true,
  summary: `Move an item to the trash; restoreItem brings it back within ${keptDays} days. A repeating item needs scope: this cancels one occurrence, following ends the series before it, all deletes the series. undoChange takes each back.`,
  input: z.strictObject({
    id: ItemId,
    occurrence: Occurrence,
    scope: Reach,
    version: Version.optional(),
    ...previewing,
  }),
  output: z.object({
    item: Item,
    change: ChangeRef.optional().meta({ description: "Absent in a preview." }),
    ...previewed,
  }),
  problems: ["item_not_found", "version_conflict", ...previewProblems],
} as const satisfies Operation;

export const restoreItem = {
  ...addresses.restoreItem,
  name: "restoreItem",
  status: 200,
  reads: false,
  onlyAdds: true,
  isConsequential: false,
  summary: `Bring back an item that was deleted within the last ${keptDays} days.`,
  input: z.strictObject({ id: ItemId, ...writing }),
  output: z.object({
    item: Item,
    change: ChangeRef.optional().meta({ description: "Absent when it was not deleted." }),
    ...conflictFields,
  }),
  problems: ["item_not_found", "agenda_full"],
} as const satisfies Operation;
