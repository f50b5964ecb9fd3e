import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Door, Item, ItemId, ItemSummary, importedMark, NewItem, patchFields, Scope } from "../fields/item.ts";
import { Corrections, SearchWords, Tag } from "../fields/text.ts";
import { Instant, PlainDate, TimeZone, Today, Weekday, ZoneSource } from "../fields/time.ts";
import { previewed, previewing, previewProblems, repeatable, writing } from "../fields/write-fields.ts";
import { keptDays, limits, retryMinutes } from "../limits.ts";
import type { Operation } from "../operation.ts";
import { ChangeRef } from "./history.ts";
import { AvoidConflicts, conflictFields } from "./planning.ts";

/** Items: list, search, add, read, change, delete and restore. */

/** Selects an occurrence of a repeating item. */
const Occurrence = PlainDate.optional().meta({
  description: "One occurrence of a series, by its original date.",
});

const Version = z.int().min(1).meta({ description: "As you read it: refused if changed since." });

export const listItems = {
  ...addresses.listItems,
  name: "listItems",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `List what is on the agenda in a window of dates, ordered by start, or search it with q. Without dates: today and the ${limits.listDays} days after it; with q: the whole agenda, each series once, by its next occurrence or its last.`,
  input: z.strictObject({
    from: PlainDate.optional().meta({ description: "First day. Default: today." }),
    fromWeekday: Weekday.optional().meta({ description: "Checks `from`, such as Friday." }),
    to: PlainDate.optional().meta({
      description: `Last day, inclusive. Default: ${limits.listDays} days after from.`,
    }),
    toWeekday: Weekday.optional().meta({ description: "Checks `to`." }),
    limit: z
      .int()
      .min(1)
      .max(limits.listMost)
      .optional()
      .meta({ description: `How many at most. Default: ${limits.listDefault}.` }),
    cursor: z.string().min(1).max(limits.cursor).optional().meta({
      description: "nextCursor of the page before; send only limit beside it.",
    }),
    done: z.boolean().optional().meta({ description: "Only done, or only open ones." }),
    tag: Tag.optional().meta({ description: "Only with this tag." }),
    createdBy: Door.optional().meta({ description: "Only made through this door." }),
    q: SearchWords.optional().meta({
      description: `Search text, location, tags and notes. Every word must be found, also inside a longer one; "quotes" keep words together; accents and case do not matter; at most ${limits.searchWords} words. Without from and to: the whole agenda, past first, each series once.`,
    }),
    order: z.enum(["time", "relevance"]).optional().meta({
      description:
        "With q. relevance: found in the text first, whole words before parts, then nearest to today; each series once. Default: time.",
    }),
    timeZone: TimeZone.optional().meta({ description: "IANA zone to read in, not the person's." }),
  }),
  output: z.object({
    from: PlainDate,
    to: PlainDate,
    timeZone: TimeZone,
    timeZoneSource: ZoneSource,
    now: Instant,
    today: Today,
    rev: z.int().meta({ description: "The agenda's revision; see listChanges." }),
    items: z.array(Item),
    corrected: Corrections.optional(),
    nextCursor: z.string().optional().meta({ description: "Present when there is more." }),
    itemsBefore: z.int().meta({
      description: `How many of those asked for lie before the window; ${limits.itemsBeforeMost}: that many or more.`,
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
        description: `True: add even what was added within the last ${retryMinutes} minutes.`,
      }),
    avoidConflicts: AvoidConflicts.optional(),
    ...previewing,
  }),
  output: z.object({
    items: z.array(ItemSummary).meta({ description: "The first ones that fit." }),
    change: ChangeRef.optional().meta({ description: "Absent in a preview." }),
    ...conflictFields,
    ...previewed,
    repeated: z.literal(true).optional().meta({ description: "These were there or proposed already." }),
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
    "Change only the fields that are sent; null clears one; notesAppend adds to notes. A new start without an end moves the end along. A repeating item needs scope, and occurrence for this and following; done is per occurrence, so with scope this.",
  appends: true,
  input: z.strictObject({
    id: ItemId,
    ...patchFields,
    occurrence: Occurrence,
    scope: Scope.optional().meta({
      description:
        "this: that occurrence alone; following: it and all after it, a series with its own id (item; earlier is the one before it); all: past ones too. Without it the refusal says what each would do.",
    }),
    reset: z.boolean().optional().meta({
      description: "True, with scope this: as the series says again, also when it was cancelled.",
    }),
    version: Version.optional(),
    avoidConflicts: AvoidConflicts.optional(),
    ...previewing,
  }),
  output: z.object({
    item: Item,
    earlier: Item.optional(), // for scope `following`: the series before it, which now ends
    dropped: z.array(PlainDate).optional().meta({
      description:
        "Occurrences that had differed and that the new rule no longer has, by original date. Tell the person.",
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
  summary: `Move an item to the trash; restoreItem brings it back within ${keptDays} days. A repeating item needs scope. undoChange takes each back.`,
  input: z.strictObject({
    id: ItemId,
    occurrence: Occurrence,
    scope: Scope.optional().meta({
      description:
        "this: that occurrence is cancelled; following: the series ends before it, no new one is made; all: past ones go too.",
    }),
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
    ...repeatable,
    imported: importedMark("summary quotes text"),
  }),
  problems: ["item_not_found", "agenda_full"],
} as const satisfies Operation;
