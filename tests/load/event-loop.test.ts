import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { limits } from "../../contract/limits.ts";
import { calendar, event } from "../harness/calendar-files.ts";
import { query } from "../harness/identity-door.ts";
import { startInstance } from "../harness/instance.ts";
import { Browser, makePerson } from "../people.ts";
import { calls, fill, heavyId } from "./heavy-account.ts";

const mostMs = 50;
const program = pathToFileURL(path.resolve("tests/load/event-loop.js")).href;

interface Turn {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** One more instance, and the long turns of its event loop so far: how long it blocked others. */
async function startWatched() {
  const file = test.info().outputPath("turns");
  writeFileSync(file, "");
  const app = await startInstance({ env: { NODE_OPTIONS: `--import ${program}`, EVENT_LOOP_FILE: file } });
  const turns = () =>
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Turn);
  return { app, turns };
}

/** Each operation with the longest turn that each of its calls caused. */
class Longest {
  readonly #ofEach = new Map<string, number[]>();

  note(name: string, turns: readonly Turn[]): void {
    const longest = Math.max(0, ...turns.map(({ cpuMs }) => cpuMs));
    this.#ofEach.set(name, [...(this.#ofEach.get(name) ?? []), longest]);
  }

  /** What took long every time: a single one may be garbage collection, or code compiled on first use. */
  over(ms: number): [string, number[]][] {
    return [...this.#ofEach].filter(([, each]) => Math.min(...each) > ms);
  }

  toString(): string {
    const lines = [...this.#ofEach].map(([name, each]) => `${name} ${each.map((ms) => ms.toFixed(0)).join(" ")}`);
    return `longest turns of the event loop, in ms: ${lines.join(", ")}`;
  }
}

const pad = (number: number) => String(number).padStart(2, "0");
const manyEvents = () =>
  Array.from({ length: limits.importEntries }, (_, n) =>
    event(
      `${n}@test`,
      `SUMMARY:Event ${n}`,
      `DTSTART;TZID=Europe/Paris:2027${pad((n % 12) + 1)}${pad((n % 28) + 1)}T${pad(n % 24)}0000`,
      "DESCRIPTION:What there is to say of it",
    ),
  );

test(`nothing that one person can send takes the event loop for more than ${mostMs} ms at a stretch`, async () => {
  test.setTimeout(300_000);
  const { app, turns } = await startWatched();
  const longest = new Longest();
  const refused: string[] = [];
  try {
    const person = await makePerson();
    const { visitor } = await Browser.of(person, app.url);
    const ask = async (name: string, method: string, address: string, body?: unknown) => {
      const type = typeof body === "string" ? "text/calendar" : "application/json";
      const before = turns().length;
      const response = await visitor.visit(new URL(address, app.url), {
        method,
        headers: { "sec-fetch-site": "same-origin", ...(body !== undefined && { "content-type": type }) },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const answered = await response.text();
      if (response.status >= 300) refused.push(`${name}: ${response.status} ${answered.slice(0, 200)}`);
      // Its remaining work is done before the next request is answered.
      await visitor.visit(new URL("/api/healthz", app.url));
      longest.note(name, turns().slice(before));
      return answered;
    };
    const asJson = async (...sent: Parameters<typeof ask>) => JSON.parse(await ask(...sent));

    const { items } = await asJson("a small create", "POST", "/api/items", {
      items: [{ text: "first", date: "2026-11-27" }],
    });
    await fill(items[0].id, limits.seriesKept - 30);
    await query('ANALYZE "Item"', []);
    const some = Array.from({ length: limits.itemsAtOnce }, (_, n) => heavyId(n + 1));
    for (const timeZone of ["Asia/Tokyo", "Europe/Paris"]) {
      const known = refused.length;
      for (const [name, method, address, body] of calls) await ask(name, method, address, body);
      refused.length = known; // some of those are refused on purpose; nothing else is
      await ask("page", "GET", "/");
      await ask("zone", "PATCH", "/api/settings", { timeZone });
      const [one] = some;
      const at = { date: "2026-12-09", startTime: timeZone === "Asia/Tokyo" ? "07:00" : "08:00" };
      await ask("update of one", "PATCH", `/api/items/${one}`, { ...at, occurrence: "2026-12-09", scope: "this" });
      await ask("update of following", "PATCH", `/api/items/${one}`, {
        text: timeZone,
        occurrence: "2027-12-09",
        scope: "following",
      });
      await ask("undo of it", "POST", "/api/changes/undo", { last: true });
      await ask("update of all", "PATCH", `/api/items/${one}`, { text: timeZone, scope: "all" });
      await ask("move of ten", "POST", "/api/items/reschedule", { ids: some.slice(0, 10), scope: "all", days: 1 });
      await ask("undo of that", "POST", "/api/changes/undo", { last: true });
      await ask("calendar file", "GET", "/api/export/agenda.ics");
      await ask("export", "GET", "/api/export/agenda.json");
      const { path: subscription } = await asJson("new subscription", "POST", "/api/subscription");
      await ask("subscription", "GET", subscription);
    }

    const file = calendar(...manyEvents().flat());
    for (let round = 0; round < 3; round++) {
      const { confirm } = await asJson("preview of a file", "POST", "/api/import", file);
      await ask("import", "POST", `/api/import?confirm=${encodeURIComponent(confirm)}`, file);
      await ask("preview of what is there", "POST", "/api/import", file);
      await ask("list of many", "GET", "/api/items?from=2027-01-01&to=2027-12-31&limit=200");
      await ask("changes with many", "GET", "/api/changes?order=newest");
      await ask("calendar file of many", "GET", "/api/export/agenda.ics");
      await ask("export of many", "GET", "/api/export/agenda.json");
      const { itemCount } = await asJson("undo of many", "POST", "/api/changes/undo", { last: true });
      expect(itemCount).toBe(limits.importEntries);
      await ask("trash with many", "GET", "/api/trash");
    }
    await ask("deletion of the account", "POST", "/api/account/delete", { name: person.username });
  } finally {
    console.log(`${longest}`);
    await app.stop();
  }
  expect(refused).toEqual([]);
  expect(longest.over(mostMs)).toEqual([]);
});
