import { z } from "zod";
import { ItemId } from "../fields/item.ts";
import { repeatable } from "../fields/write-fields.ts";
import { limits } from "../limits.ts";
import { ChangeRef } from "./history.ts";

/** What taking in a calendar file answers. Its body is the file itself, so it is no operation of the table (docs/decisions/0164). */

const counts = {
  added: z.int(),
  changed: z.int(),
  /** In the agenda already, and the same. */
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
        /** What could not be taken as it was, or why nothing was taken. */
        remarks: z.array(z.string()).optional(),
        id: ItemId.optional(),
      }),
    )
    .meta({ description: `At most ${limits.importShown}: those with remarks and those refused first.` }),
  /** Send it with the same file, and exactly this is done. Absent when there is nothing to do. */
  confirm: z.string().optional(),
});
export type ImportPreview = z.output<typeof ImportPreview>;

export const ImportDone = z.object({ ...counts, change: ChangeRef, ...repeatable });
export type ImportDone = z.output<typeof ImportDone>;

/** How far the file is that is being taken in. */
export const ImportProgress = z.object({
  /** The share that is read, 0 to 1; absent when none is being read, or another process reads it. */
  reading: z.number().optional(),
  /** The share of its items that is stored, 0 to 1; none of them is seen before all are. */
  storing: z.number().optional(),
});
export type ImportProgress = z.output<typeof ImportProgress>;
