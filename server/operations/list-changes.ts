import { writeInstant } from "../../agenda/instants.ts";
import type { Door } from "../../contract/item.ts";
import { limits } from "../../contract/limits.ts";
import type { listChanges as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { readChanges } from "../storage/changes.ts";
import { findPerson } from "../storage/users.ts";
import { fitting } from "./list-items.ts";

/** Lists what changed after a revision, oldest first. */
export async function listChanges(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const since = input.since ?? 0;
  const limit = input.limit ?? limits.changesDefault;
  const { rev } = await findPerson(caller.userId);
  // A rev that is ahead of ours is from another life of this database: the reader knows nothing that counts.
  const isAhead = since > rev;
  const entries = isAhead ? [] : await readChanges(caller.userId, since, limit + 1);
  const changes = fitting(
    entries.slice(0, limit).map((entry) => ({
      id: entry.rev,
      at: writeInstant(entry.atMs, "UTC"),
      door: entry.door as Door, // the output schema checks it
      ...(entry.items &&
        entry.items.length <= limits.itemsPerChange && { items: entry.items.map(({ id, kind }) => ({ id, kind })) }),
    })),
  );
  return {
    rev: Math.max(rev, changes.at(-1)?.id ?? 0),
    complete: !isAhead && changes.every(({ items }) => items !== undefined),
    changes,
    ...(changes.length < entries.length && { more: true }),
  };
}
