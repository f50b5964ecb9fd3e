import { expect, test } from "@playwright/test";
import { applyPatch } from "../../../../agenda/item/apply-patch.ts";
import { buildItem } from "../../../../agenda/item/build-item.ts";
import { detailWords, pick } from "../../../../agenda/item/field-values.ts";
import { remindersWords, reminderWords } from "../../../../agenda/item/reminder-words.ts";
import { isSameContent } from "../../../../agenda/item/same-content.ts";
import { Reminders } from "../../../../contract/fields/reminder.ts";
import type { Language } from "../../../../contract/languages.ts";
import { t, translatorOf } from "../../messages/catalogs.ts";

test("reminders are stored in their largest unit, each once, in the order sent", () => {
  const sent = ["30m", "1h", "60m", "24h", "7d", "0m", "1d 18:00", " 0d 09:00 ", "28d", "40320m"];
  const parsed = sent.map((each) => Reminders.parse([each])[0]);
  expect(parsed).toEqual(["30m", "1h", "1h", "1d", "1w", "0m", "1d 18:00", "0d 09:00", "4w", "4w"]);
  expect(Reminders.parse(["60m", "15m", "1h"])).toEqual(["1h", "15m"]);
});

test("what is no reminder, or over four weeks before, or too many, is refused", () => {
  for (const bad of ["", "30", "30 min", "-5m", "1.5h", "29d", "40321m", "5w", "1d 24:00", "1d 9:00", "29d 09:00"])
    expect(Reminders.safeParse([bad]).success, bad).toBe(false);
  expect(Reminders.safeParse(["1m", "2m", "3m", "4m", "5m", "6m"]).success).toBe(false);
});

test("reminders are said in words", () => {
  const words = ["0m", "1m", "90m", "1h", "2d", "1w", "0d 09:00", "1d 18:00", "3d 07:30"].map((each) =>
    reminderWords(each, (time) => time, t),
  );
  expect(words).toEqual([
    ...["at the start", "1 minute before", "90 minutes before", "1 hour before", "2 days before", "1 week before"],
    ...["on the day at 09:00", "the day before at 18:00", "3 days before at 07:30"],
  ]);
});

const build = (more: object) => buildItem({ text: "Dentist", date: "2026-11-27", ...more }, "Europe/Paris", []);
const patch = (current: ReturnType<typeof build>, sent: object) => applyPatch(current, sent, "Europe/Paris", []);

test("an all-day item is reminded of at a time of the day only", () => {
  expect(() => build({ reminders: ["1d 18:00", "30m"] })).toThrow(/no start that 30m could count from/);
  expect(build({ reminders: ["1d 18:00"] }).reminders).toEqual(["1d 18:00"]);
  const timed = build({ startTime: "09:00", reminders: ["30m", "1d 18:00"] });
  expect(timed.reminders).toEqual(["30m", "1d 18:00"]);
  expect(patch(timed, { startTime: null }).reminders).toEqual(["1d 18:00"]);
  expect(() => patch(timed, { startTime: null, reminders: ["1h"] })).toThrow(/no start/);
});

test("an update keeps, replaces or clears the reminders", () => {
  const item = build({ startTime: "09:00", reminders: ["30m"] });
  expect(patch(item, { startTime: "10:00" }).reminders).toEqual(["30m"]);
  expect(patch(item, { reminders: ["1h"] }).reminders).toEqual(["1h"]);
  expect(patch(item, { reminders: null }).reminders).toEqual([]);
});

test("entries of the ledger from before there were reminders have none, and differ in nothing", () => {
  const item = build({ startTime: "09:00" });
  const { reminders: _, ...old } = item;
  expect(isSameContent(old as typeof item, item)).toBe(true);
  expect(pick<"reminders" | "text">(old, ["reminders"])).toEqual({ reminders: [] });
  expect(detailWords(old as typeof item, "reminders", t)).toBe("no reminders");
});

test("several are listed with the comma of the language, without an and", () => {
  const words = (language: Language) => remindersWords(["30m", "1d"], translatorOf(language));
  expect(words("de")).toBe("30 Minuten vorher, 1 Tag vorher");
  expect(words("ja")).toContain("、");
  expect(words("ar")).toContain("، ");
});
