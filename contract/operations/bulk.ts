import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Door, Item, ItemId, ItemSummary } from "../fields/item.ts";
import { SearchWords, Tag, Tags } from "../fields/text.ts";
import { PlainDate, Weekday } from "../fields/time.ts";
import { previewed, previewing, previewProblems, writing } from "../fields/write-fields.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";
import { ChangeRef } from "./history.ts";
import { AvoidConflicts, conflictFields } from "./planning.ts";

/** Moves, ticks off or deletes many items at once. All or nothing, as one change. */

/** Selects items: by id, or by what listItems would find. */
const selection = {
  ids: z
    .array(ItemId)
    .min(1)
    .max(limits.itemsAtOnce)
    .optional()
    .meta({ description: "A repeating item needs scope all, or goes into occurrences." }),
  occurrences: z
    .array(
      z.strictObject({
        id: ItemId,
        occurrence: PlainDate.meta({ description: "Its original date." }),
      }),
    )
    .min(1)
    .max(limits.itemsAtOnce)
    .optional()
    .meta({ description: "Single occurrences of repeating items, beside ids or alone." }),
  scope: z
    .enum(["all"], { error: "Must be all, or left out." })
    .optional()
    .meta({ description: "all: repeating items in ids with every occurrence." }),
  filter: z
    .strictObject({
      from: PlainDate.optional().meta({
        description: "Ends on this day or later.",
      }),
      to: PlainDate.optional().meta({
        description: "Starts on this day or earlier.",
      }),
      tag: Tag.optional(),
      done: z.boolean().optional(),
      q: SearchWords.optional().meta({ description: "Holds every word, as in listItems." }),
      createdBy: Door.optional(),
    })
    .optional()
    .meta({
      description: `Instead of ids: all that fits every field, at least one; at most ${limits.itemsAtOnce} items and occurrences.`,
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
  summary: `Move many items by days, or all to one date; times and lengths stay. All or nothing, one change. More than ${limits.itemsUnpreviewed} at once: previewOnly, ask the person, then confirm.`,
  input: z.strictObject({
    ...selection,
    days: z
      .int()
      .min(-limits.daysMoved)
      .max(limits.daysMoved)
      .optional()
      .meta({ description: "Days later; negative: earlier. Either days or date." }),
    date: PlainDate.optional().meta({ description: "The day on which all shall start." }),
    weekday: Weekday.optional().meta({ description: "Checks `date`, such as Friday." }),
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

export const tagItems = {
  ...addresses.tagItems,
  name: "tagItems",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary: "Give tags to many items, or take them away. All or nothing, one change.",
  input: z.strictObject({
    ids: selection.ids,
    occurrences: selection.occurrences,
    add: Tags.optional(),
    remove: Tags.optional(),
    ...writing,
  }),
  output: Changed,
  problems: ["item_not_found"],
} as const satisfies Operation;

export const deleteItems = {
  ...addresses.deleteItems,
  name: "deleteItems",
  status: 200,
  reads: false,
  isConsequential: true,
  summary: `Move many items to the trash. All or nothing, one change, which undoChange takes back. More than ${limits.itemsUnpreviewed} at once: previewOnly, ask the person, then confirm.`,
  input: z.strictObject({ ...selection, ...previewing }),
  output: Changed,
  problems: ["item_not_found", "confirmation_needed", ...previewProblems],
} as const satisfies Operation;
