import { expect, test } from "@playwright/test";
import {
  draftOf,
  endsWithinADay,
  fieldsOf,
  lengthMinutes,
  patchOf,
  rebased,
  withDate,
  withStart,
} from "../../../../components/draft/item-draft.ts";
import { ApiError } from "../../../../components/sync/api-client.ts";
import { wordsOfFailure } from "../../../../components/sync/failure-words.ts";
import { withItem } from "../../../../components/sync/loaded-window.ts";
import { patched, withPending } from "../../../../components/sync/pending-writes.ts";
import type { Item } from "../../../../contract/fields/item.ts";
import { t } from "../../messages/catalogs.ts";
import { item } from "../page-items.ts";

const review = item({ text: "Review", startTime: "14:00", endTime: "15:30", location: "Room 2", tags: ["work"] });

test("only changed fields are sent, and cleared ones as null", () => {
  const draft = { ...draftOf(review), text: "Design review", location: "", tags: [] };
  expect(patchOf(review, draft)).toEqual({ text: "Design review", location: null, tags: null });
  expect(patchOf(review, draftOf(review))).toEqual({});
});

test("a rule is sent unchanged, and as null to end it", () => {
  const weekly = { ...draftOf(review), recurrence: "FREQ=WEEKLY;BYDAY=WE" };
  expect(patchOf(review, weekly)).toEqual({ recurrence: "FREQ=WEEKLY;BYDAY=WE" });
  const repeating = { ...review, recurrence: "FREQ=WEEKLY;BYDAY=WE" };
  expect(patchOf(repeating, { ...draftOf(repeating), text: "Talk" })).toEqual({ text: "Talk" });
  expect(patchOf(repeating, { ...draftOf(repeating), recurrence: "" })).toEqual({ recurrence: null });
});

test("times are sent together, so that the server moves none on its own", () => {
  const draft = { ...draftOf(review), endTime: "16:00" };
  expect(patchOf(review, draft)).toEqual({ date: "2026-11-25", startTime: "14:00", endTime: "16:00" });
});

test("clearing the start makes the item all-day, without sending its end and zone", () => {
  const patch = patchOf(review, withStart(draftOf(review), "", "UTC", 45));
  expect(patch).toMatchObject({ startTime: null });
  expect(patch).not.toHaveProperty("timeZone");
});

test("an item past midnight that loses its start lasts one day; one of several days keeps them", () => {
  const last = (endDate: string, endTime: string) =>
    withStart(draftOf(item({ text: "Night", startTime: "22:00", endDate, endTime })), "", "UTC", 45).endDate;
  expect([last("2026-11-26", "06:00"), last("2026-11-27", "06:00")]).toEqual(["", "2026-11-27"]);
});

test("a draft follows a newer item, except in edited fields", () => {
  const newer = draftOf({ ...review, location: "Room 9", startTime: "15:00", notes: "Whole", version: 2 });
  expect(rebased(draftOf(review), draftOf(review), newer)).toEqual(newer);
  const draft = { ...draftOf(review), text: "Design review", tags: [] };
  expect(rebased(draftOf(review), draft, newer)).toEqual({ ...newer, text: "Design review", tags: [] });
});

test("an end without a start is sent, so that the server can report the error", () => {
  const lease = item({ text: "Lease" });
  expect(patchOf(lease, { ...draftOf(lease), endTime: "10:00" })).toEqual({ date: "2026-11-25", endTime: "10:00" });
  const cleared = { ...withStart(draftOf(review), "", "UTC", 45), endTime: "16:00" };
  expect(patchOf(review, cleared)).toEqual({ date: "2026-11-25", startTime: null, endTime: "16:00" });
});

test("moving the start moves the end, over midnight too", () => {
  expect(withStart(draftOf(review), "16:00", "UTC", 45)).toMatchObject({ endTime: "17:30", endDate: "" });
  expect(withStart(draftOf(review), "23:00", "UTC", 45)).toMatchObject({ endTime: "00:30", endDate: "2026-11-26" });
});

test("an item that gets a time gets the usual length, unless it lasts several days", () => {
  const lease = draftOf(item({ text: "Lease" }));
  expect(withStart(lease, "09:00", "UTC", 45)).toMatchObject({ endTime: "09:45", endDate: "" });
  expect(withStart(lease, "23:30", "UTC", 45)).toMatchObject({ endTime: "00:15", endDate: "2026-11-26" });
  expect(withStart({ ...lease, endDate: "2026-11-27" }, "09:00", "UTC", 45)).toMatchObject({ endTime: "" });
  expect(withStart({ ...lease, startTime: "09:00" }, "10:00", "UTC", 45)).toMatchObject({ endTime: "" });
});

test("a link is sent whole, however it was typed", () => {
  const sent = (url: string) => patchOf(review, { ...draftOf(review), url }).url;
  expect(
    ["figma.com/file/varda", "a.example:8080", "http://a.example", "mailto:hugo@example.com", "not a link"].map(sent),
  ).toEqual([
    "https://figma.com/file/varda",
    "https://a.example:8080",
    "http://a.example",
    "mailto:hugo@example.com",
    "not a link",
  ]);
  expect(fieldsOf({ ...draftOf(review), url: "figma.com" })).toMatchObject({ url: "https://figma.com" });
});

test("moving the date moves the last day, also if it is emptied first", () => {
  const visit = draftOf(item({ text: "Ana", date: "2026-11-24", endDate: "2026-11-27" }));
  const there = { date: "2026-11-26", endDate: "2026-11-29" };
  expect(withDate(visit, "2026-11-26", "UTC")).toMatchObject(there);
  expect(withDate(withDate(visit, "", "UTC"), "2026-11-26", "UTC", "2026-11-24")).toMatchObject(there);
});

test("an unconfirmed change shows at its new time, and is gone once undone", () => {
  const pending = [{ key: "1", kind: "patch", of: review.id, patch: { startTime: "16:00" } }] as const;
  const [shown] = withPending([review], pending, "UTC");
  expect(shown).toMatchObject({ startTime: "16:00", endTime: "17:30", startsAt: "2026-11-25T16:00:00.000Z" });
  expect(withPending([review], [], "UTC")).toEqual([review]);
});

test("an item that is to repeat shows it at once, in words only once the server has answered", () => {
  const weekly = { recurrence: "FREQ=WEEKLY", recurrenceText: "every Wednesday" };
  expect(patched(review, { recurrence: "FREQ=WEEKLY" }, "UTC")).toMatchObject({ recurrence: "FREQ=WEEKLY" });
  expect(patched({ ...review, ...weekly }, { recurrence: "FREQ=DAILY" }, "UTC")).not.toHaveProperty("recurrenceText");
  expect(patched({ ...review, ...weekly }, { text: "Talk" }, "UTC")).toMatchObject(weekly);
  const ended = patched({ ...review, ...weekly }, { recurrence: null }, "UTC");
  expect(ended).not.toHaveProperty("recurrence");
  expect(ended).not.toHaveProperty("recurrenceText");
});

test("a newly created series replaces the single item in the list by its dates", () => {
  const rule = { recurrence: "FREQ=WEEKLY", recurrenceText: "every Wednesday" };
  const known = { ranges: [{ from: "2026-11-23", to: "2026-12-23" }], itemsBefore: 0, timeZone: "UTC", rev: 4 };
  const [lunch, series] = [item({ text: "Lunch" }), { ...review, ...rule, version: 2 }];
  const dates = ["2026-11-25", "2026-12-02"].map((date) => ({ ...series, date, occurrence: date }));
  const left = (items: readonly Item[]) => withItem({ ...known, items, timeZoneSource: "settings" }, series, 5).items;
  expect(left([lunch, review])).toEqual([lunch]);
  expect(left([lunch, ...dates])).toEqual([lunch, ...dates]);
});

test("an all-day item that gets a time is read in the user's zone at once", () => {
  const lease = item({ text: "Lease" });
  expect(patched(lease, { startTime: "09:00" }, "Europe/Paris").startsAt).toBe("2026-11-25T08:00:00.000Z");
});

test("the server's errors go to their fields, in a list of items too", () => {
  const errors = [{ pointer: "#/items/0/date", detail: "30 February does not exist." }];
  expect(wordsOfFailure(new ApiError(422, { code: "invalid_input", errors }), t)).toEqual({
    fields: { date: "30 February does not exist." },
    banner: undefined,
  });
  const tag = [{ pointer: "#/tags/2", detail: "Must not be empty." }];
  expect(wordsOfFailure(new ApiError(422, { code: "invalid_input", errors: tag }), t).fields).toEqual({
    tags: "Must not be empty.",
  });
  expect(wordsOfFailure(new ApiError(0, { code: "offline" }), t).banner).toContain("No network");
});

test("if a part was saved, a refusal of the rest says so, next to the field and without one", () => {
  const errors = [{ pointer: "#/startTime", detail: "Not a time." }];
  expect(wordsOfFailure(new ApiError(422, { code: "invalid_input", errors }), t, "Done")).toEqual({
    fields: { startTime: "Not a time." },
    banner: "Only “Done” was saved.",
  });
  expect(wordsOfFailure(new ApiError(0, { code: "offline" }), t, "Not done").banner).toBe(
    "No network, so only “Not done” was saved. What you wrote is still here.",
  );
});

test("a typed end decides its day, unless the item was given a longer time", () => {
  const on = (endDate: string, endTime: string, more = {}) =>
    endsWithinADay({ ...draftOf(review), startTime: "23:00", endTime, endDate, ...more });
  expect([on("", ""), on("", "23:30"), on("2026-11-26", "01:00")]).toEqual([true, true, true]);
  expect([on("2026-11-26", ""), on("2026-11-26", "23:30"), on("2026-11-27", "01:00")]).toEqual([false, false, false]);
  expect([on("", "", { date: "" }), on("", "01:00", { endTimeZone: "Asia/Tokyo" })]).toEqual([false, false]);
});

test("a draft that ends in another zone keeps the elapsed time, and sends that zone only beside an end", () => {
  const flight = item({
    ...{ text: "Flight", date: "2027-03-08", startTime: "10:00", endTime: "12:30" },
    ...{ timeZone: "Europe/Paris", endTimeZone: "America/New_York" },
  });
  const draft = draftOf(flight);
  expect(lengthMinutes(draft, "UTC")).toBe(510);
  expect(withStart(draft, "20:00", "UTC", 45)).toMatchObject({ endTime: "22:30", endDate: "" });
  expect(withDate(draft, "2027-03-15", "UTC")).toMatchObject({ date: "2027-03-15", endTime: "13:30", endDate: "" });
  expect(patchOf(flight, { ...draft, endTimeZone: "" })).toEqual({ endTimeZone: null });
  expect(patchOf(flight, { ...draft, endTime: "", endTimeZone: "Asia/Tokyo" })).not.toHaveProperty("endTimeZone");
  const shown = patched(flight, { startTime: "11:00" }, "UTC");
  expect(shown).toMatchObject({ endTime: "13:30", endsAt: "2027-03-08T18:30:00.000Z" });
  expect(patched(flight, { date: "2027-03-15" }, "UTC")).toMatchObject({ endTime: "13:30" });
});
