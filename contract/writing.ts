import { z } from "zod";
import { answerHours, limits } from "./limits.ts";

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
