import { type Searched, searchTextOf, searchVersion } from "../../../agenda/search/search-text.ts";
import { mapSteps } from "../../../agenda/steps.ts";
import type { UserId } from "../../caller.ts";
import { inSlices } from "../../in-slices.ts";
import { type Level, writeLine } from "../../log-lines.ts";
import { database, query } from "../database.ts";
import { transaction } from "../transaction.ts";

const batch = 500;

type Row = Searched & { readonly id: string; readonly version: number };

/**
 * Rebuilds the search texts of a user's items that were built with older rules or are missing. Skips an item that changes
 * meanwhile: that write uses the current rules. Can run anywhere, at any time, repeatedly.
 */
export async function writeSearchTexts(userId: UserId): Promise<void> {
  for (let last = ""; ; ) {
    const rows = await query(
      (db) => db.$queryRaw<Row[]>`SELECT id, version, text, location, tags, notes, exceptions FROM "Item"
        WHERE "userId" = ${userId} AND id > ${last} ORDER BY id LIMIT ${batch}`,
    );
    if (rows.length > 0) await writeBatch(userId, rows);
    if (rows.length < batch) break;
    last = rows.at(-1)?.id ?? last;
  }
  await transaction(
    (tx) => tx.$executeRaw`UPDATE "User" SET "searchVersion" = ${searchVersion}
      WHERE id = ${userId} AND "searchVersion" < ${searchVersion}`,
  );
}

async function writeBatch(userId: UserId, rows: readonly Row[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const versions = rows.map(({ version }) => version);
  const texts = await inSlices(mapSteps(rows, searchTextOf));
  await transaction(
    (tx) => tx.$executeRaw`UPDATE "Item" SET "searchText" = made.text
      FROM unnest(${ids}::text[], ${versions}::int[], ${texts}::text[]) AS made (id, version, text)
      WHERE "userId" = ${userId} AND "Item".id = made.id AND "Item".version = made.version`,
  );
}

const key = Symbol.for("agenda.search-texts");
const store = globalThis as { [key]?: Promise<void> };

/** Does this for every user who needs it, one after the other, in the background. Once per process, at start. */
export function startWritingSearchTexts(): void {
  store[key] ??= writeForAll().catch((thrown) =>
    say("warn", {
      message: "Preparing the search of older items failed; each person's is prepared when they search.",
      failure: (thrown as Error).name,
    }),
  );
}

async function writeForAll(): Promise<void> {
  let people = 0;
  for (let last = ""; ; people++) {
    const [next] = await database().$queryRaw<{ id: UserId }[]>`SELECT id FROM "User"
      WHERE "searchVersion" < ${searchVersion} AND id > ${last} ORDER BY id LIMIT 1`;
    if (!next) break;
    await writeSearchTexts(next.id);
    last = next.id;
  }
  if (people > 0) say("info", { people });
}

function say(level: Level, what: object): void {
  writeLine(level, { job: "search", ...what });
}
