import { z } from "zod";
import { importedMark } from "./item.ts";
import { answerHours, confirmMinutes, limits } from "./limits.ts";
import type { ProblemCode } from "./problems.ts";

/** What every operation that writes takes. */
export const writing = {
  idempotencyKey: z
    .string()
    .regex(
      new RegExp(`^[!-~]{1,${limits.idempotencyKey}}$`),
      `Must be 1 to ${limits.idempotencyKey} letters, digits and signs without spaces, such as a UUID.`,
    )
    .optional()
    .meta({
      description: `A new UUID for each thing to do. Sent again with the same call within ${answerHours} hours, nothing is done twice: the first answer comes again.`,
    }),
};

/** What the answer of a write says where nothing was done because it was done before. */
export const repeatable = {
  repeated: z.literal(true).optional().meta({
    description: "True: this call was carried out before; nothing was done now, and this is the first answer again.",
  }),
};

/** What an operation takes that can show first what it would do. */
export const previewing = {
  ...writing,
  previewOnly: z.boolean().optional().meta({
    description: "True: answer what would happen, and do nothing. The answer's confirm does exactly that.",
  }),
  confirm: z
    .string()
    .min(1)
    .max(limits.confirm)
    .optional()
    .meta({
      description: `confirm of a preview, to do exactly what was previewed: send the same fields, without previewOnly, within ${confirmMinutes} minutes. Refused with 409 when the agenda was changed since.`,
    }),
};

/** What its answer says beside what the deed answers. */
export const previewed = {
  ...repeatable,
  preview: z.literal(true).optional().meta({ description: "True: nothing was done. Ids of new items are not final." }),
  summary: z.string().optional().meta({ description: "In a preview: what would be done, in one short sentence." }),
  imported: importedMark("summary quotes what came"),
  confirm: z.string().optional().meta({
    description: "In a preview: send it back with the same fields to do it. Absent when nothing would change.",
  }),
};

/** What can go wrong with it. */
export const previewProblems = [
  "confirmation_invalid",
  "changed_since_preview",
] as const satisfies readonly ProblemCode[];
