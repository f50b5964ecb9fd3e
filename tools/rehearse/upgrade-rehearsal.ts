import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { migrate } from "../../dev/postgres/migrate.ts";
import type { App } from "../../dev/start-app.ts";
import type { Parts } from "../bench/parts.ts";
import { cookieOf, makePerson } from "../bench/person.ts";
import { buildVersion, findVersionBefore } from "./build-version.ts";
import { ask, create, makeDatabase, startBeside } from "./calls.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";

const migrations = path.resolve(import.meta.dirname, "../../prisma/migrations");
const people = 6;
const phaseMs = 6_000;

/**
 * The version before the newest migration runs, and people use it; the migration is applied under them; then both versions run
 * side by side on one database, each reading at once what was written through the other.
 */
export const rehearseUpgrade: Rehearsal = async (parts) => {
  const { migration, commit } = findVersionBefore();
  const folder = mkdtempSync(path.join(tmpdir(), "agenda-version-"));
  try {
    const before = path.join(folder, "before");
    buildVersion(commit, before);
    const url = await makeDatabase(parts, "agenda_upgrade");
    await migrate({ url, directory: path.join(before, "prisma/migrations") });
    return await rehearse(parts, { url, before, migration, commit: commit.slice(0, 12) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Versions {
  readonly url: string;
  readonly before: string;
  readonly migration: string;
  readonly commit: string;
}

async function rehearse(parts: Parts, { url, before, migration, commit }: Versions): Promise<Outcome[]> {
  const env = { DATABASE_URL: url };
  const older = await parts.startInstance({ env, folder: before });
  const persons: { token: string; cookie: string }[] = [];
  for (let n = 0; n < people; n++) {
    const person = await makePerson(parts);
    persons.push({ token: await person.gpt.accessToken(), cookie: await cookieOf(parts, person) });
  }
  const outcomes: Outcome[] = [];
  const phase = async (what: string, apps: readonly App[], meanwhile: () => Promise<void>) => {
    const counts: Counts = { calls: 0, stale: 0, failures: [] };
    const stopped = new AbortController();
    const using = persons.map((person, index) => use({ person, index, apps, counts, stopped: stopped.signal }));
    await meanwhile();
    stopped.abort();
    await Promise.all(using);
    const { calls, stale, failures } = counts;
    const kinds = [...new Set(failures)].join(", ");
    outcomes.push(
      outcome(
        what,
        `${calls} calls, ${failures.length} failed${kinds && ` (${kinds})`}, ${stale} read what was older`,
        calls > people && failures.length === 0 && stale === 0,
      ),
    );
  };
  await phase(`${commit} alone, and ${migration} applied under it`, [older], async () => {
    await pause(phaseMs / 3);
    await migrate({ url, directory: migrations });
    await pause(phaseMs / 3);
  });
  const present = await startBeside(parts, { env });
  await phase("both versions at once", [older, present], () => pause(phaseMs));
  await older.stop();
  await phase("the present one alone, on what both wrote", [present], () => pause(phaseMs / 3));
  await present.stop();
  return outcomes;
}

interface Counts {
  calls: number;
  stale: number;
  readonly failures: string[];
}

interface Use {
  readonly person: { readonly token: string; readonly cookie: string };
  readonly index: number;
  readonly apps: readonly App[];
  readonly counts: Counts;
  readonly stopped: AbortSignal;
}

/** Writes through one version and reads through the other, in turns; opens the page, changes settings, takes a change back. */
async function use({ person: { token, cookie }, index, apps, counts, stopped }: Use): Promise<void> {
  const note = <T extends { readonly status: number }>(what: string, answer: T): T => {
    counts.calls += 1;
    if (answer.status < 200 || answer.status > 299) counts.failures.push(`${what}: ${answer.status}`);
    return answer;
  };
  for (let n = index; !stopped.aborted; n++) {
    const [writer, reader] = [apps[n % apps.length], apps[(n + 1) % apps.length]];
    if (!writer || !reader) return;
    const text = `Item ${index} ${n}x`;
    const made = note("create", await create(writer, token, text));
    const rev = made.body.change?.id ?? 1;
    const found = note("search", await ask(reader, token, `/api/items?q=${encodeURIComponent(text)}`));
    if (!found.body.items?.some((item) => item.text === text)) counts.stale += 1;
    note("changes", await ask(reader, token, `/api/changes?since=${rev - 1}`));
    note("overview", await ask(reader, token, "/api/overview"));
    if (n % 3 === 0) note("undo", await ask(reader, token, "/api/changes/undo", { id: rev }));
    const page = await fetch(`${reader.url}/`, { headers: { cookie } }).catch(() => ({
      status: 0,
      text: async () => "",
    }));
    await page.text();
    note("page", page);
  }
}
