import path from "node:path";
import { expect, test } from "@playwright/test";
import { readMigrations } from "../../../dev/postgres/migrate.ts";
import { splitStatements } from "../../../dev/postgres/sql-statements.ts";

const migrations = readMigrations(path.resolve(import.meta.dirname, "../../../prisma/migrations"));

/** What the version before would notice: it names or writes what is gone, or omits what is now required. */
const contractions: readonly (readonly [RegExp, string])[] = [
  [/^DROP TABLE\b/i, "drops a table"],
  [/\bDROP COLUMN\b/i, "drops a column"],
  [/\bRENAME\b/i, "renames"],
  [/\bALTER COLUMN "\w+" (SET DATA )?TYPE\b/i, "changes a type"],
  [/\bSET NOT NULL\b/i, "demands a value"],
  [/\bADD COLUMN\s+"\w+"(?:(?!,\s*ADD).)*\bNOT NULL\b(?!(?:(?!,\s*ADD).)*\bDEFAULT\b)/is, "demands a value"],
];

/** What would keep a large table locked while it is scanned. */
const locks: readonly (readonly [RegExp, string])[] = [
  [/^CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)/i, "builds an index under a lock"],
  [/\bADD CONSTRAINT\b(?!.*\bNOT VALID\b)/is, "checks all rows under a lock"],
];

/** The last migration before these rules; by then no table was large. */
const lastBefore = "20261129170000_new_programs";

/** @returns what in a migration would break two versions at once, or a large table */
function findFaults({ name, sql }: { name: string; sql: string }): string[] {
  const statements = splitStatements(sql).map((statement) => statement.replaceAll(/--.*$/gm, "").trim());
  const made = new Set(statements.map((statement) => /^CREATE TABLE "(\w+)"/i.exec(statement)?.[1]));
  const added = new Set([...sql.matchAll(/ADD CONSTRAINT "(\w+)"/g)].map(([, constraint]) => constraint));
  const faults = statements.flatMap((statement) => {
    const [, table] = /(?:ALTER TABLE|\bON|INTO) (?:ONLY )?"(\w+)"/i.exec(statement) ?? [];
    if (table !== undefined && made.has(table)) return [];
    const rules = name > lastBefore ? [...contractions, ...locks] : contractions;
    return rules.flatMap(([pattern, fault]) => (pattern.test(statement) ? [fault] : []));
  });
  // A constraint that replaces another keeps its name.
  const dropped = [...sql.matchAll(/DROP CONSTRAINT "(\w+)"/g)].map(([, constraint]) => constraint);
  if (dropped.some((constraint) => !added.has(constraint))) faults.push("drops a constraint");
  return faults;
}

test("every migration only adds what the version before does not notice", () => {
  expect(migrations.length).toBeGreaterThan(20);
  const faults = migrations.map((migration) => [migration.name, findFaults(migration)]);
  expect(faults.filter(([, found]) => found?.length)).toEqual([]);
});

test("the check works: what an older version or a large table could not bear is found", () => {
  const faultsOf = (sql: string) => findFaults({ name: "20991231000000_later", sql });
  const bad: readonly (readonly [sql: string, fault: string])[] = [
    ['DROP TABLE "Item"', "drops a table"],
    ['ALTER TABLE "Item" DROP COLUMN "notes"', "drops a column"],
    ['ALTER TABLE "Item" RENAME COLUMN "notes" TO "remarks"', "renames"],
    ['ALTER TABLE "Item" ALTER COLUMN "notes" TYPE VARCHAR(10)', "changes a type"],
    ['ALTER TABLE "Item" ALTER COLUMN "notes" SET NOT NULL', "demands a value"],
    ['ALTER TABLE "Item" ADD COLUMN "color" TEXT NOT NULL', "demands a value"],
    ['ALTER TABLE "Item" ADD COLUMN "a" TEXT NOT NULL, ADD COLUMN "b" TEXT DEFAULT \'x\'', "demands a value"],
    ['CREATE INDEX "Item_color_idx" ON "Item"("color")', "builds an index under a lock"],
    ['ALTER TABLE "Item" ADD CONSTRAINT "c" CHECK ("color" <> \'\')', "checks all rows under a lock"],
    ['ALTER TABLE "Item" DROP CONSTRAINT "Item_text_check"', "drops a constraint"],
  ];
  for (const [sql, fault] of bad) expect(faultsOf(sql), sql).toEqual([fault]);
  const good = [
    'ALTER TABLE "Item" ADD COLUMN "color" TEXT',
    'ALTER TABLE "Item" ADD COLUMN "color" TEXT NOT NULL DEFAULT \'\'',
    'CREATE INDEX CONCURRENTLY "Item_color_idx" ON "Item"("color")',
    'ALTER TABLE "Item" ADD CONSTRAINT "c" CHECK ("color" <> \'\') NOT VALID',
    'CREATE TABLE "Color" ("userId" TEXT NOT NULL); CREATE INDEX "i" ON "Color"("userId")',
  ];
  for (const sql of good) expect(faultsOf(sql), sql).toEqual([]);
});
