import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Door } from "../fields/item.ts";
import { Tags } from "../fields/text.ts";
import { Instant } from "../fields/time.ts";
import { keptDays } from "../limits.ts";
import type { Operation } from "../operation.ts";

/** Which programs use the agenda, and what the person lets each do. Only for the person's own page. */

/** From the least to the most. */
export const programLevels = ["reads", "asks", "writes"] as const;
export const ProgramLevel = z.enum(programLevels);
export type ProgramLevel = z.output<typeof ProgramLevel>;

const limitsShape = {
  deletes: z.boolean().meta({ description: "False: what would delete becomes a proposal." }),
  changesSeries: z
    .boolean()
    .meta({ description: "False: what changes a series beyond single dates becomes a proposal." }),
  outsideHours: z.boolean().meta({ description: "False: what is outside the working hours becomes a proposal." }),
};

const Assistant = z.object({
  program: z.string().meta({ description: "Its client id at the sign-in server; the door, if that told none." }),
  door: Door,
  name: z.string().optional().meta({ description: "What it calls itself." }),
  since: Instant,
  lastUsed: Instant.meta({ description: "To the minute." }),
  level: ProgramLevel,
  ...limitsShape,
  hiddenTags: z.array(z.string()).meta({ description: "Items with one of these do not exist for it." }),
  disconnected: Instant.optional().meta({ description: "Since when every call of it is refused." }),
  changes: z.int().meta({ description: `How many it made in the last ${keptDays} days.` }),
  undone: z.int().meta({ description: "How many of them are undone." }),
});

const Assistants = z.object({
  assistants: z.array(Assistant).meta({ description: "The last used first." }),
  newPrograms: ProgramLevel.meta({ description: "What one may do that was never here before." }),
  newDeletes: z.boolean(),
  newChangesSeries: z.boolean(),
  newOutsideHours: z.boolean(),
  newHiddenTags: z.array(z.string()),
  waiting: z.int().meta({ description: "How many proposals wait for the person." }),
  tags: z.array(z.string()).meta({ description: "Every tag in use." }),
});

const shared = { webOnly: true, status: 200, isConsequential: false } as const;

export const listAssistants = {
  ...addresses.listAssistants,
  ...shared,
  name: "listAssistants",
  reads: true,
  summary: "List the programs that have used the agenda, and what each may do.",
  input: z.strictObject({}),
  output: Assistants,
  problems: [],
} as const satisfies Operation;

export const updateAssistant = {
  ...addresses.updateAssistant,
  ...shared,
  name: "updateAssistant",
  reads: false,
  summary:
    "Say what a program may do, disconnect it or let it in again; or what new ones may do. Holds within 2 seconds.",
  input: z.strictObject({
    program: z.string().min(1).max(300).optional().meta({ description: "Which; absent: only new ones are meant." }),
    level: ProgramLevel.optional(),
    deletes: z.boolean().optional(),
    changesSeries: z.boolean().optional(),
    outsideHours: z.boolean().optional(),
    hiddenTags: Tags.optional(),
    connected: z.boolean().optional().meta({ description: "False also revokes its grant at the sign-in server." }),
    newPrograms: ProgramLevel.optional(),
    newDeletes: z.boolean().optional(),
    newChangesSeries: z.boolean().optional(),
    newOutsideHours: z.boolean().optional(),
    newHiddenTags: Tags.optional(),
  }),
  output: Assistants.extend({
    revoked: z.boolean().optional().meta({
      description:
        "After a disconnection: whether its grant is revoked at the sign-in server too. Absent where it has none there.",
    }),
  }),
  problems: [],
} as const satisfies Operation;
