import { z } from "zod";
import { answerItem } from "../../agenda/answers.ts";
import { writeInstant } from "../../agenda/instants.ts";
import { ItemId } from "../../contract/item.ts";
import { keptDays, limits } from "../../contract/limits.ts";
import type { listTrash as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../identity/caller.ts";
import { readTrash, type TrashPlace } from "../storage/trash.ts";
import { findPerson } from "../storage/users.ts";
import { fitting } from "./fitting.ts";

/** Lists what is in the trash, last deleted first. */
export async function listTrash(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
  const limit = input.limit ?? limits.listDefault;
  const [person, found] = await Promise.all([
    findPerson(caller.userId),
    readTrash(caller.userId, { after, limit: limit + 1, nowMs: Date.now() }),
  ]);
  const readIn = person.timeZone ?? "UTC";
  const items = fitting(
    found.slice(0, limit).map((item) => {
      const deletedAtMs = item.deletedAtMs ?? 0;
      return {
        ...answerItem(item, { readIn, shortNotes: true }),
        deletedAt: writeInstant(deletedAtMs, "UTC"),
        keptUntil: writeInstant(deletedAtMs + keptDays * 86_400_000, "UTC"),
      };
    }),
  );
  const last = items.length < found.length ? found[items.length - 1] : undefined;
  return { items, ...(last && { nextCursor: writeCursor({ deletedAtMs: last.deletedAtMs ?? 0, id: last.id }) }) };
}

const Cursor = z.strictObject({ deletedAtMs: z.int().min(0).max(1e13), id: ItemId });

const writeCursor = (place: TrashPlace): string => Buffer.from(JSON.stringify(place)).toString("base64url");

function readCursor(text: string): TrashPlace {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    throw wrongField(["cursor"], "This is no cursor of the trash. Send nextCursor of the page before, unchanged.");
  }
}
