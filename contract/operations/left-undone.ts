import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Item } from "../fields/item.ts";
import { PlainDate } from "../fields/time.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";

export const listLeftUndone = {
  ...addresses.listLeftUndone,
  name: "listLeftUndone",
  status: 200,
  reads: true,
  isConsequential: false,
  webOnly: true,
  summary: `What the last ${limits.overdueDays} days left undone, for the page to show at today: what getOverview calls overdue.`,
  input: z.strictObject({}),
  output: z.object({
    rev: z.int(),
    today: PlainDate.meta({ description: "In the person's zone." }),
    isShown: z.boolean().meta({ description: "Whether the person wants to see it. Otherwise nothing is listed." }),
    count: z.int().meta({ description: `Counted to ${limits.countMost}.` }),
    items: z.array(Item).meta({ description: `The oldest first, at most ${limits.leftUndone}.` }),
  }),
  problems: [],
} as const satisfies Operation;
