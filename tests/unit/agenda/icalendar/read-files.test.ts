import { expect, test } from "@playwright/test";
import { textOf } from "../../../../agenda/icalendar/jcal.ts";
import { takeApart } from "../../../../server/icalendar/parse-calendar.ts";
import { event, file, read, wallOf } from "./calendar-of.ts";

test("a truncated file is reported, whether cut within an entry or between two", () => {
  const whole = file(...event("SUMMARY:a", "DTSTART:20261127T140000"));
  const lost = read(whole.slice(0, whole.indexOf("END:VCALENDAR")));
  expect(lost).toMatchObject({ entries: [{ content: { text: "a" } }], refused: [{ text: "The end of a calendar" }] });
  const within = read(whole.slice(0, whole.indexOf("END:VEVENT")));
  expect(within).toMatchObject({ entries: [], refused: [{ text: "a", reason: expect.stringContaining("middle") }] });
});

const texts = (...lines: string[]) => {
  const { entries, refused } = read(lines.join("\r\n"));
  return [entries.map(({ content }) => content.text), refused.map(({ text, reason }) => `${text}: ${reason}`)];
};
const named = (name: string) => [
  "BEGIN:VEVENT",
  `UID:${name}`,
  `SUMMARY:${name}`,
  "DTSTART:20261127T140000",
  "END:VEVENT",
];
const noEnd = "Its last lines are missing.";

test("a file that is folded in the middle of a character is read", () => {
  const [before = "", after = ""] = file(...event("SUMMARY:Zahnärztin 🦷 heute", "DTSTART:20261127T140000")).split(
    "🦷",
  );
  const [ae, tooth] = ["ä", "🦷"].map((char) => [...new TextEncoder().encode(char)]);
  const bytes = (text: string) => [...new TextEncoder().encode(text)];
  for (const fold of ["\r\n ", "\n\t"]) {
    const cut = [...(tooth ?? []).slice(0, 2), ...bytes(fold), ...(tooth ?? []).slice(2)];
    const whole = [...bytes(before.replace("är", `${fold}är`)), ...cut, ...bytes(after)];
    const { calendars } = takeApart(new Uint8Array(whole));
    expect(calendars.flatMap(({ entries }) => entries.map((each) => textOf(each, "summary")))).toEqual([
      "Zahnärztin 🦷 heute",
    ]);
    const broken = new Uint8Array([...bytes(before), ...(ae ?? []).slice(0, 1), ...bytes(`${fold}x${after}`)]);
    expect(() => takeApart(broken)).toThrow("calendars.notText");
  }
});

test("an entry without its END line is reported, and costs no other entry", () => {
  const open = named("b").slice(0, -1);
  const alarm = ["BEGIN:VALARM", "ACTION:DISPLAY"];
  const whole = (...lines: string[]) => texts("BEGIN:VCALENDAR", ...lines, "END:VCALENDAR");
  const rest = [...named("c"), "BEGIN:VTODO", "UID:d", "SUMMARY:d", "DUE:20261127T140000", "END:VTODO"];
  expect(whole(...named("a"), ...open, ...rest)).toEqual([["a", "c", "d"], [`b: ${noEnd}`]]);
  expect(whole(...named("a"), ...open, ...alarm, ...rest)).toEqual([["a", "c", "d"], [`b: ${noEnd}`]]);
  expect(whole(...named("a"), ...open)).toEqual([["a"], [`b: ${noEnd}`]]);
  expect(whole("BEGIN:VJOURNAL", "SUMMARY:j", ...named("a"))).toEqual([["a"], [`j: ${noEnd}`]]);
  for (const kind of ["X-FOO", "VAVAILABILITY", "VALARM"])
    expect(whole(`BEGIN:${kind}`, "SUMMARY:x", ...named("a"), ...rest)).toEqual([["a", "c", "d"], [`x: ${noEnd}`]]);
  // A poll contains what is voted on.
  expect(whole("BEGIN:VPOLL", ...open, "END:VEVENT", "END:VPOLL", ...named("a"))).toEqual([["a"], []]);
  expect(() => whole(...["X-A", "X-B", "X-C", "X-D"].map((kind) => `BEGIN:${kind}`))).toThrow("calendars.tooDeep");
});

test("a calendar within another, or after one that was cut off, is read like any other", () => {
  const [begin, end] = ["BEGIN:VCALENDAR", "END:VCALENDAR"];
  const cut = "The end of a calendar: It has no END:VCALENDAR: something may be missing.";
  expect(texts(begin, ...named("a"), begin, ...named("b"), end)).toEqual([["a", "b"], [cut]]);
  expect(texts(begin, ...named("a").slice(0, -1), begin, ...named("b"), end)).toEqual([["b"], [`a: ${noEnd}`, cut]]);
  expect(texts(begin, ...named("a"), begin, ...named("b"), end, ...named("c"), end)).toEqual([["a", "c", "b"], []]);
  expect(texts(begin, ...named("a"), end, end, ...named("b"), end, begin, ...named("c"), end)).toEqual([
    ["a", "b", "c"],
    [],
  ]);
});

test("each calendar of a file has its own zones, and a UID is of the whole file", () => {
  const zoned = (offset: string) => [
    ...["BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000"],
    ...[`TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE"],
  ];
  const entry = (uid: string, ...lines: string[]) => ["BEGIN:VEVENT", `UID:${uid}`, ...lines, "END:VEVENT"];
  const { entries, refused } = read(
    file(
      "X-WR-TIMEZONE:Asia/Tokyo",
      ...zoned("+0900"),
      ...entry("a", "DTSTART;TZID=Ours:20261127T140000"),
      ...entry("b", "DTSTART:20261127T140000Z"),
      ...entry("c", "DTSTART;TZID=Ours:20261127T140000", "RRULE:FREQ=DAILY;COUNT=3"),
    ) +
      file(
        "X-WR-TIMEZONE:America/Phoenix",
        ...zoned("-0700"),
        ...entry("d", "DTSTART;TZID=Ours:20261127T140000"),
        ...entry("e", "DTSTART:20261127T140000"),
        ...entry("c", "RECURRENCE-ID;TZID=Ours:20261127T220000", "DTSTART;TZID=Ours:20261127T230000"),
      ),
  );
  expect(refused).toEqual([]);
  expect(entries.map(({ content }) => wallOf(content))).toEqual([
    "2026-11-27 14:00 null null Asia/Tokyo",
    "2026-11-27 23:00 null null Asia/Tokyo",
    "2026-11-27 14:00 null null Asia/Tokyo",
    "2026-11-27 14:00 null null America/Phoenix",
    "2026-11-27 14:00 null null America/Phoenix",
  ]);
  expect(entries[2]?.content.exceptions).toMatchObject({
    "2026-11-28": { changed: { when: { date: "2026-11-27", startTime: "23:00", timeZone: "America/Phoenix" } } },
  });
});

test("a zone that a calendar does not describe is the one that another calendar of the file describes", () => {
  const zoned = (tzid: string, offset: string) => [
    ...["BEGIN:VTIMEZONE", `TZID:${tzid}`, "BEGIN:STANDARD", "DTSTART:19700101T000000"],
    ...[`TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE"],
  ];
  const at = (uid: string, tzid: string) => event(`UID:${uid}`, `DTSTART;TZID=${tzid}:20261127T140000`).toSpliced(1, 1);
  const { entries, refused } = read(
    file(...at("a", "Theirs")) +
      file(...zoned("Theirs", "+0900"), ...zoned("Ours", "+0900")) +
      file(...at("b", "Theirs"), ...at("c", "Ours"), ...zoned("Ours", "-0700")),
  );
  expect(refused).toEqual([]);
  expect(entries.map(({ content }) => content.startsAtMs)).toEqual(
    ["+09:00", "+09:00", "-07:00"].map((offset) => Date.parse(`2026-11-27T14:00:00${offset}`)),
  );
});

test("a file has at most so many zones looked up, in however many calendars", () => {
  const calendar = (place: string, from: number, to: number) =>
    file(
      `X-WR-TIMEZONE:${place}`,
      ...Array.from({ length: to - from }, (_, n) =>
        event(`UID:${from + n}`, `DTSTART;TZID=/${from + n}/Europe/Paris:20261127T140000`).toSpliced(1, 1),
      ).flat(),
    );
  const { entries, refused } = read(calendar("Asia/Tokyo", 0, 300) + calendar("Europe/Rome", 300, 600));
  expect([entries.length, refused.length]).toEqual([500, 100]);
});

test("a file with a calendar for each entry is read, unless each has a zone of its own", () => {
  const calendars = (zoneName: (n: number) => string) =>
    Array.from({ length: 600 }, (_, n) =>
      file(`X-WR-TIMEZONE:${zoneName(n)}`, "BEGIN:VTIMEZONE", "TZID:Ours", "END:VTIMEZONE", ...named(String(n))),
    );
  expect(texts(...calendars(() => "Asia/Tokyo"))[0]).toHaveLength(600);
  expect(() => texts(...calendars((n) => `Zone ${n}`))).toThrow("calendars.tooManyZones");
});

test("an endless UID is cut to what the database accepts", () => {
  const long = "x".repeat(5_000);
  const { entries } = read(
    file(
      ...event("SUMMARY:a", `RECURRENCE-ID;VALUE=TEXT:${long}`, "DTSTART:20270305T090000"),
      ...["BEGIN:VEVENT", `UID:${long}`, "DTSTART:20270305T090000", "END:VEVENT"],
    ),
  );
  expect(entries.map(({ content }) => content.imported?.uid.length)).toEqual([400, 300]);
  const invited = (end: string) =>
    event(`RECURRENCE-ID;VALUE=TEXT:${long}${end}`, "DTSTART:20270305T090000", "RDATE:20270306T090000");
  const uids = read(file(...invited("a"), ...invited("b"))).entries.map(({ content }) => content.imported?.uid ?? "");
  expect([uids.length, new Set(uids).size, Math.max(...uids.map((uid) => uid.length))]).toEqual([4, 4, 400]);
});
