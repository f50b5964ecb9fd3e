import { z } from "zod";
import { addresses } from "./addresses.ts";
import { ChangeRef } from "./history.ts";
import { Door, Item, ItemId, ItemSummary } from "./item.ts";
import { limits } from "./limits.ts";
import type { Operation } from "./operation.ts";
import { AvoidConflicts, conflictFields } from "./planning.ts";
import { PlainDate, Weekday } from "./time.ts";
import { SearchWords, Tag } from "./words.ts";
import { previewed, previewing, previewProblems } from "./writing.ts";

/** Many items at once: to move, to tick off, to delete. All or nothing, as one change. */

/** Which items are meant: by id, or by what listItems would find. */
const selection = {
  ids: z
    .array(ItemId)
    .min(1)
    .max(limits.itemsAtOnce)
    .optional()
    .meta({ description: "Items by id. A repeating one needs scope all, or goes into occurrences." }),
  occurrences: z
    .array(
      z.strictObject({
        id: ItemId,
        occurrence: PlainDate.meta({ description: "Its original date, as listItems answers it." }),
      }),
    )
    .min(1)
    .max(limits.itemsAtOnce)
    .optional()
    .meta({ description: "Single occurrences of repeating items. May stand beside ids." }),
  scope: z
    .enum(["all"], { error: "Must be all, or left out." })
    .optional()
    .meta({ description: "all: repeating items in ids are meant with every occurrence." }),
  filter: z
    .strictObject({
      from: PlainDate.optional().meta({
        description: "Only what ends on this day or later. Default: from the beginning.",
      }),
      to: PlainDate.optional().meta({
        description: "Only what starts on this day or earlier. Default: until the end.",
      }),
      tag: Tag.optional().meta({ description: "Only items with this tag." }),
      done: z.boolean().optional().meta({ description: "Only done ones, or only open ones. Default: both." }),
      q: SearchWords.optional().meta({ description: "Only items that hold every word, as in listItems." }),
      createdBy: Door.optional().meta({ description: "Only items made through this door: gpt, web or mcp." }),
    })
    .optional()
    .meta({
      description: `Instead of ids: all items and occurrences that answer to every field; at least one field, at most ${limits.itemsAtOnce} of them.`,
    }),
};

/** An item, or one occurrence of a repeating one. */
const EntrySummary = z
  .object({ ...ItemSummary.shape, occurrence: Item.shape.occurrence, cancelled: Item.shape.cancelled })
  .meta({ id: "EntrySummary" });

const Changed = z.object({
  count: z.int().meta({ description: "How many items and occurrences were changed." }),
  unchanged: z.int().optional().meta({ description: "How many more were meant and were so already." }),
  items: z.array(EntrySummary).meta({ description: "The changed items; the first ones where not all fit." }),
  change: ChangeRef.optional().meta({ description: "Absent in a preview, and when nothing had to be changed." }),
  ...previewed,
});

export const rescheduleItems = {
  ...addresses.rescheduleItems,
  name: "rescheduleItems",
  status: 200,
  reads: false,
  isConsequential: false,
  summary: `Move many items by days, or all to one date; times and lengths stay. All or nothing, one change. More than ${limits.itemsUnpreviewed} at once: previewOnly first, then confirm.`,
  input: z.strictObject({
    ...selection,
    days: z
      .int()
      .min(-limits.daysMoved)
      .max(limits.daysMoved)
      .optional()
      .meta({ description: "How many days later; negative: earlier. Send either days or date." }),
    date: PlainDate.optional().meta({ description: "The day on which all of them shall start, YYYY-MM-DD." }),
    weekday: Weekday.optional().meta({ description: "A check: the weekday of `date`." }),
    avoidConflicts: AvoidConflicts.optional(),
    ...previewing,
  }),
  output: z.object({ ...Changed.shape, ...conflictFields }),
  problems: ["item_not_found", "confirmation_needed", "time_taken", ...previewProblems],
} as const satisfies Operation;

export const completeItems = {
  ...addresses.completeItems,
  name: "completeItems",
  status: 200,
  reads: false,
  isConsequential: false,
  summary: "Tick off many items, or with done false reopen them. All or nothing, one change.",
  input: z.strictObject({
    ...selection,
    done: z.boolean().optional().meta({ description: "False: open again. Default: true." }),
    ...previewing,
  }),
  output: Changed,
  problems: ["item_not_found", ...previewProblems],
} as const satisfies Operation;

export const deleteItems = {
  ...addresses.deleteItems,
  name: "deleteItems",
  status: 200,
  reads: false,
  isConsequential: true,
  summary: `Move many items to the trash. All or nothing, one change, which undoChange takes back. More than ${limits.itemsUnpreviewed} at once: previewOnly first, then confirm.`,
  input: z.strictObject({ ...selection, ...previewing }),
  output: Changed,
  problems: ["item_not_found", "confirmation_needed", ...previewProblems],
} as const satisfies Operation;
