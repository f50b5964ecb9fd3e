import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { NewItem } from "../../contract/fields/item.ts";
import type { App } from "../../dev/start-app.ts";
import { call, fillAgenda, withDatabase } from "../bench/agendas.ts";
import { cookieOf, makePerson } from "../bench/person.ts";
import { create, day, makeDatabase, startBeside } from "./calls.ts";
import { outcome, type Rehearsal } from "./rehearsal.ts";

const root = path.resolve(import.meta.dirname, "../..");
const sizes = [2_000, 1_000, 500, 500, 200, 200, 100, 50, 50, 50];
const series: NewItem[] = [
  { text: "And \\ backslash \\N", date: day, startTime: "09:00", recurrence: "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=30" },
  { text: "明日 🎉 é", date: day, notes: "one\ntwo \\t three", tags: ["a,b", '"c"'], recurrence: "FREQ=MONTHLY" },
];

/**
 * A filled database is backed up while somebody writes, and restored into another one, by the commands that operators run. From the
 * copy an instance must give out everybody's files byte for byte, and people must be able to go on.
 */
export const rehearseRestore: Rehearsal = async (parts) => {
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-backups-"));
  try {
    const app = await parts.startInstance();
    const people: { token: string; cookie: string; rev: number }[] = [];
    for (const size of sizes) {
      const { person, token } = await fillAgenda(parts, size, series);
      const id = (await create(app, token, "Taken back")).body.change?.id ?? 0;
      await call(person.gpt, "undoChange", { id });
      people.push({ token, cookie: await cookieOf(parts, person), rev: id + 1 });
    }
    const before = await filesOf(app, people);

    const late = await (await makePerson(parts)).gpt.accessToken();
    const written: string[] = [];
    let [refused, isBackedUp] = [0, false];
    const write = async () => {
      const text = `Item ${written.length}`;
      if ((await create(app, late, text)).status === 201) written.push(text);
      else refused += 1;
    };
    await write();
    const backingUp = run(parts.databaseUrl, folder, "backup", folder).finally(() => {
      isBackedUp = true;
    });
    while (!isBackedUp) await write();
    const backup = await backingUp;
    const copyUrl = await makeDatabase(parts, "agenda_restored");
    const restored = await run(copyUrl, folder, "restore", backup.folder);

    const copy = await startBeside(parts, { env: { DATABASE_URL: copyUrl } });
    const after = await filesOf(copy, people);
    const different = before.filter((text, index) => text !== after[index]).length;
    const copied = await withDatabase({ ...parts, databaseUrl: copyUrl }, async (database) => {
      const { rows } = await database.query<{ text: string }>(
        `SELECT text FROM "Item" WHERE text ~ '^Item \\d+$' ORDER BY id`,
      );
      return rows.map(({ text }) => text);
    });
    const goneOn = await Promise.all(people.map(({ token }) => create(copy, token, "Goes on")));
    return [
      outcome("backed up", backup.told),
      outcome("restored into another database", restored.told),
      outcome(
        "everybody's files, from the copy",
        `${after.length} files of ${people.length} people, ${megabytes(after.join("").length)} MB, ${different} different`,
        different === 0 && before.every((text) => text.includes("backslash") && text.includes("明日")),
      ),
      outcome(
        "written during the backup",
        `${written.length} acknowledged, ${refused} refused; the copy has the first ${copied.length}`,
        refused === 0 &&
          copied.length > 0 &&
          copied.length < written.length &&
          copied.every((text, index) => text === written[index]),
      ),
      outcome(
        "people go on with the copy",
        `${goneOn.filter(({ status }) => status === 201).length} of ${people.length} wrote`,
        goneOn.every(({ body }, index) => body.change?.id === (people[index]?.rev ?? 0) + 1),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What `/account` gives out, but for the moment when it did. */
async function filesOf(app: App, people: readonly { readonly cookie: string }[]): Promise<string[]> {
  const texts: string[] = [];
  for (const { cookie } of people)
    for (const name of ["agenda.json", "agenda.ics"]) {
      const answer = await fetch(`${app.url}/api/export/${name}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${name} answered ${answer.status}.`);
      texts.push((await answer.text()).replace(/"exportedAt":"[^"]*"/, ""));
    }
  return texts;
}

/** Runs `npm run backup` or `npm run restore`. @throws with what it said, if it failed */
async function run(url: string, dataDir: string, ...command: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: url, DIRECT_DATABASE_URL: url, DATA_DIR: dataDir };
  const startedMs = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ["dev/run.js", "dev/backups.ts", ...command], {
    cwd: root,
    env,
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  const folder = path.join(dataDir, readdirSync(dataDir).find((name) => name.startsWith("agenda-")) ?? "");
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  const [what = ""] = /\d.* changes/.exec(stdout) ?? [];
  return { folder, told: `${what} in ${seconds.toFixed(1)} s, ${megabytes(bytes)} MB` };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
