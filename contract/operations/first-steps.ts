import { z } from "zod";
import { addresses } from "../addresses.ts";
import type { Operation } from "../operation.ts";

/** The first minutes: the steps that a new person is offered, and which they did or skipped. */
export const firstSteps = ["clock", "assistant", "import", "skipped"] as const;
export type FirstStep = (typeof firstSteps)[number];

const FirstSteps = z.array(z.enum(firstSteps)).max(firstSteps.length);

export const markFirstSteps = {
  ...addresses.markFirstSteps,
  name: "markFirstSteps",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary: "Remember which of the first steps the person has done, or that they skip them all. Raises no revision.",
  input: z.strictObject({ done: FirstSteps.min(1) }),
  output: z.object({ done: FirstSteps }),
  problems: ["too_many_writes"],
} as const satisfies Operation;
