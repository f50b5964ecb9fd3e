import { z } from "zod";
import { ItemId } from "../fields/item.ts";
import { repeatable } from "../fields/write-fields.ts";
import { limits } from "../limits.ts";
import { ChangeRef } from "./history.ts";

/**
 * The answers of a calendar import. Its body is the file itself, so it is not an operation in the table (docs/decisions/0164).
 */

const counts = {
  added: z.int(),
  changed: z.int(),
  /** Already in the agenda, unchanged. */
  same: z.int(),
  refused: z.int(),
};

export const ImportPreview = z.object({
  ...counts,
  entries: z
    .array(
      z.object({
        kind: z.enum(["added", "changed", "same", "refused"]),
        text: z.string(),
        when: z.string().optional(),
        /** What was not imported unchanged, or why nothing was imported. */
        remarks: z.array(z.string()).optional(),
        id: ItemId.optional(),
      }),
    )
    .meta({ description: `At most ${limits.importShown}: those with remarks and those refused first.` }),
  /** Send it with the same file to do exactly this. Absent if there is nothing to do. */
  confirm: z.string().optional(),
});
export type ImportPreview = z.output<typeof ImportPreview>;

export const ImportDone = z.object({ ...counts, change: ChangeRef, ...repeatable });
export type ImportDone = z.output<typeof ImportDone>;

/** Progress of a running import. */
export const ImportProgress = z.object({
  /** The fraction read, 0 to 1; absent if this process is not reading one. */
  reading: z.number().optional(),
  /** The fraction of items stored, 0 to 1; they become visible only once all are. */
  storing: z.number().optional(),
});
export type ImportProgress = z.output<typeof ImportProgress>;
