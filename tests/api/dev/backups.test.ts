import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { createSchema, openPool } from "../../../dev/identity/identity-database.ts";
import { freePort } from "../../../dev/ports.ts";
import { backUp, type Manifest, restore } from "../../../dev/postgres/backup.ts";
import { entries, launchEntries } from "../../../env.ts";
import { download, everything, mover, takeIn } from "../../harness/calendar-files.ts";
import { query } from "../../harness/identity-door.ts";
import { startInstance } from "../../harness/instance.ts";
import { makeDatabase } from "../../harness/own-database.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** Runs one of the two commands, with only these variables. */
function run(variables: Record<string, string>, ...args: string[]) {
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of [...Object.keys(entries), ...Object.keys(launchEntries)]) delete env[name];
  return new Promise<{ code: number; said: string }>((resolve) =>
    execFile(
      process.execPath,
      ["dev/run.js", "dev/backups.ts", ...args],
      { cwd: root, env: { ...env, ...variables } },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    ),
  );
}

const readManifest = (backup: string): Manifest => JSON.parse(readFileSync(path.join(backup, "manifest.json"), "utf8"));

/** The embedded identity server's tables, with something in them. */
async function addIdentity(url: string): Promise<void> {
  const pool = openPool(url);
  await createSchema(pool);
  await pool.query(`INSERT INTO embedded_identity.secret (name, value) VALUES ('of-this-test', '{"a": "\\\\"}')`);
  await pool.end();
}

/** A folder that the embedded PostgreSQL's own user can reach. */
function folder(name: string): string {
  const made = test.info().outputPath(name);
  mkdirSync(made, { recursive: true, mode: 0o711 });
  return made;
}

test("a backup restores every byte: the same agendas are given out from the copy", async () => {
  test.slow();
  // Small, unlike the shared one, which has grown.
  const small = await makeDatabase();
  await addIdentity(small.url);
  const app = await startInstance({ env: { DATABASE_URL: small.url } });
  const { browser, gpt } = await mover("Europe/Paris", app.url);
  await gpt.makeAll([
    { text: "And \\ backslash \\N", date: "2027-03-05", notes: "one\ntwo \\t three", tags: ["a,b", '"c"', "{d}"] },
    { text: "明日 🎉 é", date: "2027-03-08", startTime: "09:00", recurrence: "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=30" },
  ]);
  await takeIn(browser, everything);
  const agenda = (text: string) => text.replace(/"exportedAt":"[^"]*"/, "");
  const before = agenda((await download(browser, "agenda.json")).text);

  // Two hosts, as with a standby; nothing listens on the first.
  const source = { DATABASE_URL: small.url.replace("@", "@127.0.0.1:9,"), DATA_DIR: folder("unused") };
  const backedUp = await run(source, "backup", folder("kept"));
  expect(backedUp).toMatchObject({ code: 0, said: expect.stringMatching(/^Backed up \S+ people with \S+ items/) });
  const backup = path.join(folder("kept"), readdirSync(folder("kept"))[0] ?? "");
  expect(statSync(backup).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(backup)) expect(statSync(path.join(backup, file)).mode & 0o777, file).toBe(0o600);

  // The database is lost. Its name and its app stay.
  await small.empty();
  try {
    const target = { DATABASE_URL: small.url, DATA_DIR: folder("unused") };
    expect(await run(target, "restore", backup)).toMatchObject({ code: 0, said: expect.stringMatching(/^Restored /) });
    expect(agenda((await download(browser, "agenda.json")).text)).toBe(before);
    const again = await run(target, "restore", backup);
    expect(again).toMatchObject({ code: 1, said: expect.stringContaining("The database is not empty") });
  } finally {
    await app.stop();
    await small.remove();
  }

  // The embedded default, at rest: a new data folder is filled, and backed up again.
  const embedded = { DATA_DIR: folder("embedded"), EMBEDDED_PG_PORT: String(await freePort()) };
  expect(await run(embedded, "restore", backup)).toMatchObject({ code: 0 });
  // As after a power failure: what ran then does not run now.
  const stale = { database: { url: "postgresql://127.0.0.1:9/agenda" } };
  writeFileSync(path.join(embedded.DATA_DIR, "running.json"), JSON.stringify(stale));
  expect(await run(embedded, "backup")).toMatchObject({ code: 0 });
  const backups = path.join(embedded.DATA_DIR, "backups");
  expect(readManifest(path.join(backups, readdirSync(backups)[0] ?? "")).tables).toEqual(readManifest(backup).tables);
});

test("a damaged backup, one of a newer version, and what is none are refused, and nothing is stored", async () => {
  // Small, unlike the shared one, which has grown.
  const database = await makeDatabase();
  await query(`INSERT INTO "User" (id) VALUES ('somebody')`, [], database.url);
  const backup = path.join(folder("kept"), "whole");
  await backUp({ url: database.url, folder: backup });
  const manifest = path.join(backup, "manifest.json");
  const users = path.join(backup, "public.User.copy.gz");
  const [whole, wholeUsers] = [readFileSync(manifest, "utf8"), readFileSync(users)];
  const damages: [string, () => void][] = [
    ["public.User.copy.gz is damaged", () => writeFileSync(users, wholeUsers.subarray(0, -20))],
    ['public."User" is damaged', () => writeFileSync(users, gzipSync(gunzipSync(wholeUsers).subarray(0, 0)))],
    ["is damaged, or of a version", () => writeFileSync(manifest, whole.slice(0, -20))],
    ["no such table as", () => writeFileSync(manifest, whole.replaceAll('public.\\"Item\\"', 'public.\\"Items\\"'))],
    [
      "does not know the migration 20991231000000_later",
      () => writeFileSync(manifest, whole.replace(/"migrations": \[/, '$&"20991231000000_later",')),
    ],
  ];
  const restoreFrom = (from: string) =>
    restore({ url: database.url, folder: from, migrations: "prisma/migrations", prepare: async () => {} });
  try {
    // A database with tables of its own, whose newest migration is missing in the backup.
    const older = JSON.parse(whole) as Manifest;
    writeFileSync(manifest, JSON.stringify({ ...older, migrations: older.migrations.slice(0, -1) }));
    await query(`DELETE FROM "User"`, [], database.url);
    await expect(restoreFrom(backup)).rejects.toThrow("other migrations than the backup");
    writeFileSync(manifest, whole);

    await database.empty();
    for (const [words, damage] of damages) {
      damage();
      await expect(restoreFrom(backup)).rejects.toThrow(words);
      writeFileSync(manifest, whole);
      writeFileSync(users, wholeUsers);
    }
    const target = { DATABASE_URL: database.url, DATA_DIR: folder("unused") };
    const none = await run(target, "restore", folder("none"));
    expect(none).toMatchObject({ code: 1, said: expect.stringContaining("no backup") });
    expect(await run(target, "restore")).toMatchObject({ code: 2, said: expect.stringContaining("npm run restore") });
    await restoreFrom(backup); // what was refused left nothing behind
    expect(await query(`SELECT id FROM "User"`, [], database.url)).toEqual([{ id: "somebody" }]);
  } finally {
    await database.remove();
  }
});
