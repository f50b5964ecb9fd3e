import { z } from "zod";
import { addresses } from "../addresses.ts";
import type { Operation } from "../operation.ts";

/** Operations on the whole account. */

export const deleteAccount = {
  ...addresses.deleteAccount,
  name: "deleteAccount",
  status: 200,
  webOnly: true,
  reads: false,
  isConsequential: true,
  summary: "Delete everything of the person, at once and for good: items, trash, history, settings, sessions.",
  input: z.strictObject({
    name: z.string().min(1).max(500).meta({
      description: "The person's name as the page shows it, typed by them; case and blanks do not matter.",
    }),
  }),
  output: z.object({ deleted: z.literal(true) }),
  problems: [],
} as const satisfies Operation;
