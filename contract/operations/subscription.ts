import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Instant } from "../fields/time.ts";
import { repeatable, writing } from "../fields/write-fields.ts";
import type { Operation } from "../operation.ts";

/** The private address at which calendar programs read the agenda. */

const Status = z.object({
  active: z.boolean(),
  createdAt: Instant.optional().meta({ description: "Absent when there is none." }),
});

const shared = { webOnly: true, isConsequential: false, problems: [] } as const;
const keyOnly = z.strictObject(writing);

export const getSubscription = {
  ...addresses.getSubscription,
  ...shared,
  name: "getSubscription",
  status: 200,
  reads: true,
  input: z.strictObject({}),
  summary: "Whether there is a private subscription address, and since when. The address itself cannot be read again.",
  output: Status,
} as const satisfies Operation;

export const createSubscription = {
  ...addresses.createSubscription,
  ...shared,
  name: "createSubscription",
  status: 201,
  unstoredStatus: 200,
  reads: false,
  input: keyOnly,
  summary: "Make a private subscription address. It is answered this once; an earlier one stops working.",
  output: Status.extend({
    path: z.string().optional().meta({
      description: "The address on this host. Whoever knows it can read the agenda. Absent in a repeat.",
    }),
    repeated: z.literal(true).optional().meta({
      description: "True: this very call made the address before; none was made now, and it is not told again.",
    }),
  }),
} as const satisfies Operation;

export const revokeSubscription = {
  ...addresses.revokeSubscription,
  ...shared,
  name: "revokeSubscription",
  status: 200,
  reads: false,
  input: keyOnly,
  summary: "End the private subscription address, at once. Harmless when there is none.",
  output: Status.extend(repeatable),
} as const satisfies Operation;
