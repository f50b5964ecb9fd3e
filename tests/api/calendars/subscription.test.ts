import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import ICAL from "ical.js";
import { addDays } from "../../../agenda/time/dates.ts";
import { newcomer } from "../../harness/api.ts";
import { calendar, event, mover, takeIn } from "../../harness/calendar-files.ts";
import { query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { faultsOf } from "../../unit/agenda/icalendar/strict-reader.ts";

const today = new Date().toISOString().slice(0, 10);
const at = (path: string) => new URL(path, running.url);
const read = (path: string, headers: Record<string, string> = {}) => fetch(at(path), { headers });

async function subscribed(timeZone?: string) {
  const somebody = await mover(timeZone);
  const { path = "" } = await somebody.web.call("createSubscription");
  return { ...somebody, path };
}

test("the address is shown once, stored only as a hash, and gives access to nothing else", async () => {
  const { web, path } = await subscribed("Europe/Paris");
  expect(path).toMatch(/^\/api\/calendar\/[\w-]+\.[\w-]{43}\.ics$/);
  const status = await web.call("getSubscription");
  expect(status).toEqual({ active: true, createdAt: expect.any(String) });
  const secret = path.split(".")[1] ?? "";
  const rows = await query<{ row: string }>(`SELECT s::text AS row FROM "Subscription" s`, []);
  expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  const answer = await read(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(answer.headers.get("cache-control")).toBe("private, no-cache");
  expect(faultsOf(await answer.text())).toEqual([]);
  expect((await fetch(at("/api/items"), { headers: { authorization: `Bearer ${secret}` } })).status).toBe(401);
});

test("an unchanged calendar is not sent again; a change, and only a change, gives another ETag", async () => {
  const { gpt, path } = await subscribed("Europe/Paris");
  await gpt.make({ text: "Dentist", date: today });
  const first = await read(path);
  const tag = first.headers.get("etag") ?? "";
  expect(tag).toMatch(/^W\/"[\w-]+"$/);
  for (const known of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
    const again = await read(path, { "if-none-match": known });
    expect([again.status, again.headers.get("etag"), await again.text()], known).toEqual([304, tag, ""]);
    expect([again.headers.get("cache-control"), again.headers.get("content-type")]).toEqual([
      "private, no-cache",
      null,
    ]);
  }
  // HEAD returns the same without the body; compressed, the text is the same.
  const head = await fetch(at(path), { method: "HEAD" });
  expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, tag, ""]);
  expect(head.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  const [zipped, plain] = [
    await read(path, { "accept-encoding": "gzip" }),
    await read(path, { "accept-encoding": "identity" }),
  ];
  expect([zipped.headers.get("content-encoding"), plain.headers.get("content-encoding")]).toEqual(["gzip", null]);
  expect(zipped.headers.get("vary")).toContain("Accept-Encoding");
  expect(await zipped.text()).toBe(await plain.text());
  expect((await read(path, { "if-none-match": '"other"' })).status).toBe(200);
  await gpt.make({ text: "Physio", date: today });
  const changed = await read(path, { "if-none-match": tag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).not.toBe(tag);
  expect(await changed.text()).toContain("SUMMARY:Physio");
});

test("revoked, replaced, wrong and other users' addresses all give the same 404", async () => {
  const { web, path } = await subscribed();
  const { path: newer = "" } = await web.call("createSubscription");
  expect((await read(newer)).status).toBe(200);
  const other = await subscribed();
  const [user = "", ...rest] = other.path.split(".");
  const wrong = [
    path,
    `${newer.slice(0, -8)}AAAA.ics`,
    `${user}.${newer.split(".").slice(1).join(".")}`,
    "/api/calendar/x.ics",
    "/api/calendar/AAAA.x.ics",
    `${user}.${"A".repeat(43)}`,
    rest.join(""),
  ];
  expect(await web.call("revokeSubscription")).toEqual({ active: false });
  expect(await web.call("getSubscription")).toEqual({ active: false });
  const bodies = new Set<string>();
  for (const address of [newer, ...wrong.map((each) => (each.startsWith("/") ? each : `/api/calendar/${each}`))]) {
    const answer = await read(address);
    expect(answer.status, address).toBe(404);
    bodies.add(String(((await answer.json()) as { detail?: string }).detail));
  }
  expect(bodies.size).toBe(1);
  expect((await read(other.path)).status).toBe(200);
});

test("it covers two years each way, with series clipped to that range including their exceptions", async () => {
  const { browser, gpt, path } = await subscribed("Europe/Paris");
  const far = (days: number) => addDays(today, days);
  await gpt.makeAll([
    { text: "Long ago", date: far(-740) },
    { text: "A while ago", date: far(-600) },
    { text: "In a while", date: far(600), startTime: "09:00" },
    { text: "Far off", date: far(740) },
  ]);
  const day = (days: number) => far(days).replaceAll("-", "");
  await takeIn(
    browser,
    calendar(
      ...event(
        "old@test",
        "SUMMARY:For ever",
        "DTSTART;TZID=Europe/Paris:20150105T083000",
        "RRULE:FREQ=DAILY",
        `EXDATE;TZID=Europe/Paris:${day(3)}T083000`,
      ),
      ...event(
        "old@test",
        "SUMMARY:For once",
        `RECURRENCE-ID;TZID=Europe/Paris:${day(5)}T083000`,
        `DTSTART;TZID=Asia/Tokyo:${day(5)}T200000`,
      ),
      ...event("over@test", "SUMMARY:Over", "DTSTART;VALUE=DATE:20150105", "RRULE:FREQ=YEARLY;COUNT=3"),
    ),
  );
  const text = await (await read(path)).text();
  expect(faultsOf(text)).toEqual([]);
  const parsed = new ICAL.Component(ICAL.parse(text));
  const events = parsed.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
  const names = events.map(({ summary }) => summary);
  expect(names.toSorted()).toEqual(["A while ago", "For ever", "For once", "In a while"]);
  const series = events.find(({ summary }) => summary === "For ever");
  for (const each of events) if (each.isRecurrenceException()) series?.relateException(each);
  for (const zone of parsed.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const dates: string[] = [];
  const iterator = series?.iterator();
  for (let next = iterator?.next(); next; next = iterator?.next()) dates.push(next.toString().slice(0, 10));
  expect(dates[0] && dates[0] >= far(-731)).toBe(true);
  expect((dates.at(-1) ?? "9999") <= far(731)).toBe(true);
  expect(dates.length).toBeGreaterThan(1_390);
  expect(dates).not.toContain(far(3));
  expect(series?.getOccurrenceDetails(ICAL.Time.fromString(`${far(5)}T08:30:00`, null as never)).item.summary).toBe(
    "For once",
  );
});

test("a retry with the same key makes no second address and does not reveal the first again", async () => {
  const { web } = await mover("Europe/Paris");
  const call = { idempotencyKey: randomUUID() };
  const first = await web.answer("createSubscription", call);
  const { path = "" } = first.body;
  const again = await web.answer("createSubscription", call);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual({ active: true, createdAt: first.body.createdAt, repeated: true });
  expect((await read(path)).status).toBe(200);
  const secret = path.split(".")[1] ?? "";
  const kept = await query<{ row: string }>(`SELECT a::text AS row FROM "Answer" a`, []);
  expect(kept.filter(({ row }) => row.includes(secret))).toEqual([]);
  // A late retry of a revocation does not revoke a newer address.
  const end = { idempotencyKey: randomUUID() };
  expect(await web.call("revokeSubscription", end)).toEqual({ active: false });
  const { path: newer = "" } = await web.call("createSubscription");
  expect(await web.call("revokeSubscription", end)).toEqual({ active: false, repeated: true });
  expect((await read(newer)).status).toBe(200);
  expect(await web.refusal("createSubscription", end)).toMatchObject({ status: 422, code: "key_reused" });
  expect((await web.call("listChanges")).rev).toBe(1); // the zone: an address is not part of the agenda
});

test("polling a subscription without pause is rate limited", async () => {
  const { path } = await subscribed();
  const statuses: number[] = [];
  for (let count = 0; count < 33; count++) statuses.push((await read(path)).status);
  expect(statuses.slice(0, 30)).toEqual(Array(30).fill(200));
  expect(statuses.slice(30)).toEqual([429, 429, 429]);
  expect(Number((await read(path)).headers.get("retry-after"))).toBeGreaterThan(0);
});

test("of many readers of a large calendar at once a few are served, and the others are told when to come back", async () => {
  const { gpt, path } = await subscribed("Europe/Paris");
  const { id } = await gpt.make({ text: "One of many", date: today, notes: "n".repeat(1_000) });
  const columns = `"userId", text, notes, date, "createdBy", "createdAt", "updatedAt", "searchText", version`;
  await query(
    `INSERT INTO "Item" (id, ${columns}) SELECT 'many' || lpad(n::text, 8, '0'), ${columns} FROM "Item", generate_series(1, 2500) AS n
      WHERE id = $1`,
    [id],
  );
  const answers = await Promise.all(Array.from({ length: 8 }, () => read(path)));
  const statuses = answers.map(({ status }) => status);
  for (const { status, headers } of answers) if (status !== 200) expect(headers.get("retry-after")).toBe("1");
  expect(new Set(statuses)).toEqual(new Set([200, 429]));
  const bodies = await Promise.all(answers.filter(({ status }) => status === 200).map((answer) => answer.text()));
  for (const body of bodies) expect(body.match(/BEGIN:VEVENT/g)).toHaveLength(2_501);
});

test("an assistant can neither create, revoke nor see an address", async () => {
  const { gpt } = await newcomer();
  for (const name of ["getSubscription", "createSubscription", "revokeSubscription"] as const)
    expect(await gpt.refusal(name)).toMatchObject({ status: 403, code: "web_only" });
});
