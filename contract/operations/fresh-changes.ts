import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Door, Item, ItemId } from "../fields/item.ts";
import { Instant, PlainDate } from "../fields/time.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";
import { changeKinds } from "./history.ts";

/** Changes by assistants that the person has not kept yet: seen on one device, they are seen on all. */

/** What an update touched: `when` for all fields about its time. */
export const Aspect = z.enum(["text", "when", "recurrence", "done", "notes", "location", "url", "tags", "reminders"]);
export type Aspect = z.output<typeof Aspect>;

const FreshMark = z.object({
  id: ItemId,
  occurrence: PlainDate.optional().meta({ description: "Its original date, where only that one was meant." }),
  kind: z.enum(changeKinds),
  door: Door,
  programName: z.string().optional(),
  at: Instant,
  changes: z
    .array(z.object({ id: z.int(), itemCount: z.int(), conversation: z.string().optional() }))
    .meta({ description: "What has to be undone, oldest first, and how many entries each touched." }),
  seen: z.boolean(),
  touched: z.array(Aspect).optional().meta({ description: "Of an update: what differs from before." }),
  item: Item.meta({ description: "As it stands; as it stood, where it is deleted." }),
  before: Item.optional().meta({ description: "Of an update: as it stood." }),
});

const shared = { webOnly: true, isConsequential: false } as const;

export const listFreshChanges = {
  ...addresses.listFreshChanges,
  ...shared,
  name: "listFreshChanges",
  status: 200,
  reads: true,
  summary: `What assistants wrote that the person has neither kept nor seen a day ago, by item, the latest ${limits.freshMarks}.`,
  input: z.strictObject({}),
  output: z.object({
    rev: z.int(),
    version: z.int().meta({ description: "Raised when something is seen or kept." }),
    proposals: z.int().meta({ description: "How many proposals wait for the person." }),
    looked: z
      .object({ rev: z.int(), at: Instant })
      .optional()
      .meta({ description: "When the person last looked before the first of them, and at which revision." }),
    marks: z.array(FreshMark).meta({ description: "The oldest first." }),
    settingsRev: z.int().optional().meta({ description: "The last change of the settings, while it is recent." }),
    changeCount: z
      .int()
      .optional()
      .meta({
        description: `How many changes assistants made, to ${limits.freshCounted}; present where not all are marked.`,
      }),
  }),
  problems: [],
} as const satisfies Operation;

const Reviewed = z
  .array(
    z.strictObject({
      id: ItemId,
      occurrence: PlainDate.optional(),
      rev: z.int().min(1).meta({ description: "The last change that the mark stood for." }),
    }),
  )
  .max(limits.freshMarks)
  .optional();

export const reviewChanges = {
  ...addresses.reviewChanges,
  ...shared,
  name: "reviewChanges",
  status: 200,
  reads: false,
  summary: "Say that the person looks at the agenda as it is at a revision, and which marks they saw or keep.",
  input: z.strictObject({
    rev: z.int().min(0).meta({ description: "The revision that they look at." }),
    seen: Reviewed,
    keep: Reviewed,
    keepAll: z.boolean().optional().meta({ description: "True: keep everything up to rev." }),
  }),
  output: z.object({ version: z.int() }),
  problems: ["too_many_writes"],
} as const satisfies Operation;
