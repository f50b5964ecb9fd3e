import { z } from "zod";
import { answerItem } from "../../agenda/entries/answer-item.ts";
import { writeInstant } from "../../agenda/time/instants.ts";
import { ItemId } from "../../contract/fields/item.ts";
import { keptDays, limits } from "../../contract/limits.ts";
import type { listTrash as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { readTrash } from "../storage/items/trash.ts";
import { findPerson } from "../storage/people/users.ts";
import { Word } from "./list-cursor.ts";
import { correct, prepareSearch, wordsOf } from "./search-items.ts";

/** Lists the trash, or search results in it, most recently deleted first. */
export async function listTrash(caller: Caller, input: Input<typeof contract>): Promise<Output<typeof contract>> {
  const { userId, t } = caller;
  let asked: Asked = input.cursor === undefined ? { q: input.q } : readCursor(input.cursor, input.q);
  const limit = input.limit ?? limits.listDefault;
  const person = await findPerson(userId);
  if (asked.q !== undefined) await prepareSearch(userId, person);
  const nowMs = Date.now();
  const read = ({ after, q, corrected }: Asked) =>
    readTrash(userId, { after, words: q === undefined ? [] : wordsOf(q, corrected), limit: limit + 1, nowMs });
  let found = await read(asked);
  if (asked.q !== undefined && asked.after === undefined && found.length === 0) {
    const corrected = await correct(userId, asked.q, "trash");
    if (corrected.length > 0) {
      asked = { ...asked, corrected };
      found = await read(asked);
    }
  }
  const readIn = person.timeZone ?? "UTC";
  const items = truncateToBudget(
    found.slice(0, limit).map((item) => {
      const deletedAtMs = item.deletedAtMs ?? 0;
      return {
        ...answerItem(item, { t, readIn, shortNotes: true }),
        deletedAt: writeInstant(deletedAtMs, "UTC"),
        keptUntil: writeInstant(deletedAtMs + keptDays * 86_400_000, "UTC"),
      };
    }),
  );
  const last = items.length < found.length ? found[items.length - 1] : undefined;
  const after = last && { deletedAtMs: last.deletedAtMs ?? 0, id: last.id };
  return {
    items,
    ...(asked.corrected && { corrected: asked.corrected }),
    ...(after && { nextCursor: writeCursor({ ...asked, after }) }),
  };
}

/** The contents of a cursor: the search, and the last item of the previous page. */
const Cursor = z.strictObject({
  q: Word.optional(),
  corrected: z
    .array(z.strictObject({ word: Word, taken: Word }))
    .max(limits.searchWords)
    .optional(),
  after: z.strictObject({ deletedAtMs: z.int().min(0).max(1e13), id: ItemId }),
});
type Asked = Partial<z.output<typeof Cursor>>;

const writeCursor = (asked: Asked): string => Buffer.from(JSON.stringify(asked)).toString("base64url");

function readCursor(text: string, q: string | undefined): Asked {
  const cursor = parseCursor(text);
  if (q === undefined || q === cursor.q) return cursor;
  throw wrongField(["q"], "The cursor was made with another q. Send the cursor alone, or start anew without it.");
}

function parseCursor(text: string): Asked {
  try {
    const cursor = Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    if (cursor.q !== undefined) wordsOf(cursor.q);
    return cursor;
  } catch {
    throw wrongField(["cursor"], "This is no cursor of the trash. Send nextCursor of the page before, unchanged.");
  }
}
