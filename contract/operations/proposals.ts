import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Door, Item, ItemId, importedMark, NewItem } from "../fields/item.ts";
import { Instant, PlainDate } from "../fields/time.ts";
import { ProposalState } from "../fields/write-fields.ts";
import { limits, proposalDays } from "../limits.ts";
import type { Operation } from "../operation.ts";
import { Aspect } from "./fresh-changes.ts";
import { changeKinds } from "./history.ts";

/** Proposals of assistants that ask first. Only the person accepts, and only on their own page. */

const ProposalId = z.string().regex(/^[0-9a-z]{12}$/, "Must be the id of a proposal.");

export const listProposals = {
  ...addresses.listProposals,
  name: "listProposals",
  status: 200,
  reads: true,
  isConsequential: false,
  summary: `What became of what you proposed, the latest first. One that nobody decides ends after ${proposalDays} days.`,
  input: z.strictObject({
    state: ProposalState.optional(),
    limit: z.int().min(1).max(limits.listMost).optional(),
  }),
  output: z.object({
    proposals: z.array(
      z.object({
        id: ProposalId,
        state: ProposalState,
        at: Instant,
        summary: z.string().optional(),
        imported: importedMark("summary quotes text"),
        change: z.int().optional().meta({ description: "By which it was done." }),
        reason: z.string().optional().meta({ description: "Why it was not." }),
      }),
    ),
  }),
  problems: [],
} as const satisfies Operation;

const ProposedEntry = z.object({
  id: ItemId,
  occurrence: PlainDate.optional(),
  kind: z.enum(changeKinds),
  item: Item.meta({ description: "As it would stand; as it stands, where it would be deleted." }),
  before: Item.optional(),
  touched: z.array(Aspect).optional(),
});

const shared = { webOnly: true, status: 200, isConsequential: false } as const;

export const listWaitingProposals = {
  ...addresses.listWaitingProposals,
  ...shared,
  name: "listWaitingProposals",
  reads: true,
  summary: "What waits for the person's decision, the oldest first, with what each would do.",
  input: z.strictObject({}),
  output: z.object({
    version: z.int(),
    discreet: z.string().optional().meta({ description: "All that a notification says where words are hidden." }),
    proposals: z.array(
      z.object({
        id: ProposalId,
        door: Door,
        program: z.string(),
        programName: z.string().optional(),
        conversation: z.string().optional(),
        at: Instant,
        until: Instant,
        summary: z.string(),
        entries: z.array(ProposedEntry).meta({ description: `The first ${limits.proposalEntries}.` }),
        entryCount: z.int(),
        editable: z.boolean().meta({ description: "Whether it can be edited before it is accepted." }),
      }),
    ),
  }),
  problems: [],
} as const satisfies Operation;

const Ids = z.array(ProposalId).max(limits.proposalsWaiting).optional();

export const decideProposals = {
  ...addresses.decideProposals,
  ...shared,
  name: "decideProposals",
  reads: false,
  summary:
    "Accept or decline proposals. What is accepted is done as it was proposed, in this order, each by itself, or not at all.",
  input: z.strictObject({
    accept: Ids,
    decline: Ids,
    edit: NewItem.pick({ text: true, date: true })
      .extend({
        startTime: NewItem.shape.startTime.unwrap().nullable(),
        endDate: NewItem.shape.endDate.unwrap().nullable(),
        endTime: NewItem.shape.endTime.unwrap().nullable(),
      })
      .partial()
      .optional()
      .meta({ description: "With one to accept: what to do instead; null: without it." }),
  }),
  output: z.object({
    version: z.int(),
    decided: z.array(
      z.object({
        id: ProposalId,
        state: ProposalState,
        change: z.int().optional(),
        reason: z.string().optional().meta({ description: "Why it could not be done as proposed." }),
      }),
    ),
  }),
  problems: ["time_taken", "too_many_writes", "account_deleted"],
} as const satisfies Operation;
