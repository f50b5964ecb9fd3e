import { hash } from "node:crypto";
import type { Readable, Writable } from "node:stream";
import { Transform } from "node:stream";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** A table as COPY writes it. Column names are quoted, the name is qualified: both go into SQL as they are. */
export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A table's contents, comparable between databases whatever the order of rows. */
export interface Content {
  readonly rows: number;
  /** The sum of the rows' SHA-256, modulo 2^256, in hex. */
  readonly hash: string;
}

/** The tables of the agenda and of the embedded sign-in server, each after those that it refers to. */
export async function readTables(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<{ oid: number; name: string; columns: string[]; needs: number[] }>(`
    SELECT c.oid::int, format('%I.%I', n.nspname, c.relname) AS name,
      ARRAY(SELECT quote_ident(attname) FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
      ARRAY(SELECT confrelid::int FROM pg_constraint
        WHERE conrelid = c.oid AND contype = 'f' AND confrelid <> c.oid) AS needs
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname IN ('public', 'embedded_identity')
      AND c.relname <> '_prisma_migrations'
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e') -- of an extension
    ORDER BY name`);
  const tables: Table[] = [];
  const done = new Set<number>();
  while (done.size < rows.length) {
    const next = rows.find(({ oid, needs }) => !done.has(oid) && needs.every((need) => done.has(need)));
    if (!next) throw new Error("Tables refer to each other in a circle");
    done.add(next.oid);
    tables.push({ name: next.name, columns: next.columns });
  }
  return tables;
}

/** Makes COPY write the same text for the same values, whatever a server's defaults are. */
export const sameText =
  "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'";

/** A table's rows as text, one per line. */
export const rowsOf = (client: pg.ClientBase, { name, columns }: Table): Readable =>
  client.query(copyTo(`COPY (SELECT ${columns.join(", ")} FROM ${name}) TO STDOUT`));

/** Stores such rows. */
export const intoTable = (client: pg.ClientBase, { name, columns }: Table): Writable =>
  client.query(copyFrom(`COPY ${name} (${columns.join(", ")}) FROM STDIN`));

/** Passes rows on unchanged and sums them up. */
export class Summing extends Transform {
  #rows = 0;
  #sum = 0n;
  #rest: Buffer = Buffer.alloc(0);

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    const text = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = 0;
    for (let end = text.indexOf(10); end !== -1; end = text.indexOf(10, start)) {
      this.#rows += 1;
      this.#sum += BigInt(`0x${hash("sha256", text.subarray(start, end), "hex")}`);
      start = end + 1;
    }
    this.#rest = text.subarray(start);
    done(null, chunk);
  }

  get content(): Content {
    if (this.#rest.length > 0) throw new Error("The last row is cut off");
    return { rows: this.#rows, hash: BigInt.asUintN(256, this.#sum).toString(16).padStart(64, "0") };
  }
}
