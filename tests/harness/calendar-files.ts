import type { ImportDone, ImportPreview } from "../../contract/operations/calendar-import.ts";
import { Browser, type Person } from "../people.ts";
import { type Api, newcomer, type Problem, webDoor } from "./api.ts";

/** A user with a browser that imports and exports calendar files. */
interface Mover {
  readonly person: Person;
  readonly browser: Browser;
  readonly web: Api;
  readonly gpt: Api;
}

export async function mover(timeZone?: string, app?: string): Promise<Mover> {
  const { person, gpt } = await newcomer(timeZone, app);
  const browser = await Browser.of(person, app);
  return { person, browser, web: webDoor(browser), gpt };
}

const at = (path: string, { app }: Browser) => new URL(path, app);

/** A download's contents and headers. */
export async function download(browser: Browser, name: "agenda.ics" | "agenda.json") {
  const answer = await browser.visitor.visit(at(`/api/export/${name}`, browser));
  if (answer.status !== 200) throw new Error(`The export answered ${answer.status}`);
  return { headers: answer.headers, text: await answer.text() };
}

export async function sendFile(
  browser: Browser,
  file: string | Uint8Array<ArrayBuffer>,
  confirm?: string,
  headers: object = {},
  signal?: AbortSignal,
) {
  const path = confirm === undefined ? "/api/import" : `/api/import?confirm=${encodeURIComponent(confirm)}`;
  const call = {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "text/calendar", ...headers },
    body: file,
  };
  const answer = signal
    ? await fetch(at(path, browser), { ...call, headers: { ...call.headers, cookie: browser.visitor.cookie }, signal })
    : await browser.visitor.visit(at(path, browser), call);
  return { status: answer.status, body: (await answer.json()) as ImportPreview & ImportDone & Problem };
}

/** Previews a file and imports it as previewed. */
export async function takeIn(browser: Browser, file: string): Promise<ImportDone> {
  const preview = await sendFile(browser, file);
  if (preview.status !== 200) throw new Error(`The preview answered ${JSON.stringify(preview.body)}`);
  const done = await sendFile(browser, file, preview.body.confirm ?? "");
  if (done.status !== 200) throw new Error(`The import answered ${JSON.stringify(done.body)}`);
  return done.body;
}

interface ExportedItem {
  readonly id: string;
  readonly imported?: { uid: string; kind: string; alarms: unknown[] };
}

/** An agenda's content, item by item, without bookkeeping: ids, versions, author and times of creation. */
export async function saidBy(browser: Browser): Promise<object[]> {
  const { items } = JSON.parse((await download(browser, "agenda.json")).text) as { items: ExportedItem[] };
  return items
    .map(({ id: _id, imported, ...item }) => {
      const { version: _v, createdBy: _b, createdAt: _c, updatedAt: _u, ...said } = item as Record<string, unknown>;
      return { ...said, alarms: imported?.alarms ?? [], kind: imported?.kind ?? "event" };
    })
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

/** A calendar file around the lines of its components. */
export const calendar = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");

export const event = (uid: string, ...lines: readonly string[]): string[] => [
  "BEGIN:VEVENT",
  `UID:${uid}`,
  "DTSTAMP:20261101T000000Z",
  ...lines,
  "END:VEVENT",
];

/** Single and repeating events, all-day and in several zones, exceptions, a to-do, alarms: one of each kind. */
export const everything = calendar(
  ...event(
    "single@test",
    "SUMMARY:Dentist",
    "DTSTART;TZID=Asia/Tokyo:20270305T090000",
    "DTEND;TZID=Asia/Tokyo:20270305T100000",
    "DESCRIPTION:Bring the card\\, please",
    "LOCATION:Main street",
    "URL:https://example.com/a",
    "CATEGORIES:health,teeth",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT15M",
    "DESCRIPTION:Go",
    "END:VALARM",
  ),
  ...event("days@test", "SUMMARY:Fair", "DTSTART;VALUE=DATE:20270310", "DTEND;VALUE=DATE:20270313"),
  ...event(
    "series@test",
    "SUMMARY:Choir",
    "DTSTART;TZID=Europe/Paris:20261105T190000",
    "DTEND;TZID=Europe/Paris:20261105T203000",
    "RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20280127T180000Z",
    "EXDATE;TZID=Europe/Paris:20261112T190000",
  ),
  ...event(
    "series@test",
    "SUMMARY:Choir in church",
    "RECURRENCE-ID;TZID=Europe/Paris:20261203T190000",
    "DTSTART;TZID=Europe/Paris:20261204T200000",
    "DTEND;TZID=Europe/Paris:20261204T213000",
  ),
  ...event("birthday@test", "SUMMARY:明日の誕生日", "DTSTART;VALUE=DATE:20000229", "RRULE:FREQ=YEARLY"),
  "BEGIN:VTODO",
  "UID:todo@test",
  "DTSTAMP:20261101T000000Z",
  "SUMMARY:Tax",
  "DUE;VALUE=DATE:20270331",
  "STATUS:COMPLETED",
  "END:VTODO",
);
