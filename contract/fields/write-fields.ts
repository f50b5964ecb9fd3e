import { z } from "zod";
import { answerHours, confirmMinutes, limits } from "../limits.ts";
import type { ProblemCode } from "../problems.ts";
import { importedMark } from "./item.ts";

/** Input fields of every write operation. */
export const writing = {
  idempotencyKey: z
    .string()
    .regex(
      new RegExp(`^[!-~]{1,${limits.idempotencyKey}}$`),
      `Must be 1 to ${limits.idempotencyKey} letters, digits and signs without spaces, such as a UUID.`,
    )
    .optional()
    .meta({
      description: `A new UUID per thing to do; repeated within ${answerHours} hours it does nothing.`,
    }),
};

/** The states of a proposal, beginning with waiting. */
const proposalStates = ["waiting", "accepted", "declined", "overtaken", "ended"] as const;
export const ProposalState = z.enum(proposalStates);
export type ProposalState = z.output<typeof ProposalState>;

const ProposalRef = z.object({ id: z.string(), state: ProposalState }).meta({
  id: "ProposalRef",
  description: "Nothing is done yet: the person decides on their page. listProposals tells.",
});

/** Output of a write that did nothing because it was a retry, or because the person wants to be asked first. */
export const repeatable = {
  proposal: ProposalRef.optional(),
  summary: z.string().optional().meta({ description: "What a preview or proposal would do." }),
  repeated: z.literal(true).optional().meta({
    description: "A repeat: nothing was done now.",
  }),
};

/** Input field of an operation that can preview its effect. */
export const previewing = {
  ...writing,
  previewOnly: z.boolean().optional().meta({
    description: "True: only tell what would happen, with a confirm that does it.",
  }),
  confirm: z
    .string()
    .min(1)
    .max(limits.confirm)
    .optional()
    .meta({
      description: `A preview's; with the same fields, within ${confirmMinutes} minutes, does just that.`,
    }),
};

/** Output fields of a preview, in addition to the operation's own. */
export const previewed = {
  ...repeatable,
  preview: z.literal(true).optional().meta({ description: "Nothing was done; new items' ids are not final." }),
  imported: importedMark("summary quotes text"),
  confirm: z.string().optional().meta({
    description: "A preview's: send it back with the same fields to do it.",
  }),
};

/** Problems such an operation can have. */
export const previewProblems = [
  "confirmation_invalid",
  "changed_since_preview",
] as const satisfies readonly ProblemCode[];
