import { expect, test } from "@playwright/test";
import { weekdayOf } from "../../../agenda/time/dates.ts";
import { browserOf, newcomer } from "../../harness/api.ts";
import { running } from "../../harness/running.ts";
import { Browser } from "../../people.ts";

test("phrases become dates in the user's zone, in the order sent", async () => {
  const { person, gpt } = await newcomer("Pacific/Kiritimati");
  const phrases = ["today", "5 May 2027 at 3pm", "every second Tuesday", "le 3 mai 2027", "dentist on Friday"];
  const answer = await gpt.call("resolveDates", { phrases });
  const today = new Intl.DateTimeFormat("sv", { timeZone: "Pacific/Kiritimati" }).format(new Date(answer.now));
  expect(answer).toMatchObject({
    today: { date: today, weekday: weekdayOf(today) },
    timeZone: "Pacific/Kiritimati",
    timeZoneSource: "settings",
  });
  const [first, second, third, fourth, last] = answer.phrases;
  expect(first).toEqual({ phrase: "today", readings: [{ date: today, weekday: weekdayOf(today) }] });
  expect(second?.readings).toEqual([{ date: "2027-05-05", weekday: "Wednesday", startTime: "15:00" }]);
  expect(third?.readings?.map(({ recurrence }) => recurrence)).toEqual([
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=2TU",
  ]);
  expect(fourth?.readings).toEqual([{ date: "2027-05-03", weekday: "Monday" }]);
  expect(last).toMatchObject({ phrase: "dentist on Friday", notUnderstood: ["dentist"] });
  expect(last).not.toHaveProperty("readings");
  const fromPage = await (await browserOf(person)).call("resolveDates", { phrases });
  expect(fromPage.phrases).toEqual(answer.phrases);
});

test("a reading can be sent back verbatim as an item", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const { phrases } = await gpt.call("resolveDates", { phrases: ["from 3 to 5 May 2027", "5 May 2027 10pm to 2am"] });
  const items = phrases.map(({ readings: [reading] = [] }) => ({ text: "as said", ...reading }));
  const made = await gpt.call("createItems", { items });
  expect(made.items).toMatchObject([
    { date: "2027-05-03", endDate: "2027-05-05" },
    { date: "2027-05-05", startTime: "22:00", endDate: "2027-05-06", endTime: "02:00" },
  ]);
});

test("another zone can be requested, and an unknown one is refused", async () => {
  const { gpt } = await newcomer();
  const phrases = ["2026-12-05T14:00Z"];
  const there = await gpt.call("resolveDates", { phrases, timeZone: "asia/tokyo" });
  expect(there).toMatchObject({ timeZone: "Asia/Tokyo", timeZoneSource: "request" });
  expect(there.phrases[0]?.readings).toEqual([{ date: "2026-12-05", weekday: "Saturday", startTime: "23:00" }]);
  expect(await gpt.call("resolveDates", { phrases })).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown" });
  const refusal = await gpt.refusal("resolveDates", { phrases, timeZone: "+02:00" });
  expect(refusal).toMatchObject({ code: "invalid_input", errors: [{ pointer: "#/timeZone" }] });
});

test("it accepts 1 to 20 phrases of at most 200 characters, and nothing else", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const full = Array.from({ length: 20 }, () => "x".repeat(200));
  expect((await gpt.call("resolveDates", { phrases: full })).phrases).toHaveLength(20);
  const wrong: [unknown, string][] = [
    [{ phrases: [] }, "#/phrases"],
    [{ phrases: [...full, "today"] }, "#/phrases"],
    [{ phrases: ["today", "x".repeat(201)] }, "#/phrases/1"],
    [{ phrases: ["today", "  "] }, "#/phrases/1"],
    [{ phrases: ["to\u0007day"] }, "#/phrases/0"],
    [{ phrases: "today" }, "#/phrases"],
    [{}, "#/phrases"],
    [{ phrases: ["today"], now: "2026-11-23" }, "#/now"],
  ];
  for (const [input, pointer] of wrong) {
    const refusal = await gpt.refusal("resolveDates", input as object);
    expect(refusal.code, pointer).toBe("invalid_input");
    expect(refusal.errors?.map((error) => error.pointer)).toContain(pointer);
  }
});

test("twenty of the most expensive phrases are answered within a second, and change nothing", async () => {
  const { gpt } = await newcomer("Europe/Paris");
  const phrases = Array.from({ length: 20 }, (_, index) =>
    `${index} ${"every second monday and ".repeat(7)}`.slice(0, 200),
  );
  await gpt.call("resolveDates", { phrases });
  const startedMs = performance.now();
  await gpt.call("resolveDates", { phrases });
  expect(performance.now() - startedMs).toBeLessThan(1000);
  expect((await gpt.call("listChanges")).rev).toBe(1);
});

test("from another site it is refused, like every POST", async () => {
  const { person } = await newcomer();
  const { visitor } = await Browser.of(person);
  const response = await visitor.visit(new URL("/api/dates/resolve", running.url), {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", "content-type": "application/json" },
    body: JSON.stringify({ phrases: ["today"] }),
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: "cross_site_request" });
});
