import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { migrate } from "../../../dev/postgres/migrate.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { diffSchema } from "../../harness/schema-diff.ts";

const name = `schema_${randomUUID().replaceAll("-", "")}`;
const url = Object.assign(new URL(running.database.url), { pathname: name }).href;
const schema = readFileSync("prisma/schema.prisma", "utf8");

test.beforeAll(async () => {
  await query(`CREATE DATABASE ${name}`, []);
  await migrate({ url, directory: "prisma/migrations" });
});

test.afterAll(() => query(`DROP DATABASE ${name} WITH (FORCE)`, []));

test("the migrations produce exactly the database that the schema describes", async () => {
  expect(await diffSchema(url)).toBe("No difference detected.");
});

test("a column, index or default that only one of the two has is detected", async () => {
  const onlyInSchema = {
    "a column": [/(\n {2}text +String\n)/, "$1  colour String?\n", "Added column `colour`"],
    "an index": [
      /(\n {2}@@index\(\[deletedAt\]\))/,
      "$1\n  @@index([userId, done])",
      "Added index on columns (userId, done)",
    ],
    "a default": [/(\n {2}done +Boolean +@default)\(false\)/, "$1(true)", "Altered column `done`"],
    "a type": [/(version +)Int/, "$1BigInt", "Altered column `version`"],
  } as const;
  for (const [what, [pattern, replacement, words]] of Object.entries(onlyInSchema)) {
    const changed = schema.replace(pattern, replacement);
    expect(changed, what).not.toBe(schema);
    expect(await diffSchema(url, changed), what).toContain(words);
  }
  await query(`ALTER TABLE "Item" ADD COLUMN "colour" TEXT`, [], url);
  expect(await diffSchema(url)).toContain("Removed column `colour`");
  await query(`ALTER TABLE "Item" DROP COLUMN "colour"`, [], url);
  expect(await diffSchema(url)).toBe("No difference detected.");
});
