import { expect, test } from "@playwright/test";
import { type Draft, draftOf } from "../../../components/draft/item-draft.ts";
import type { Placement } from "../../../components/draft/placement.ts";
import { wordsOfDeleted } from "../../../components/scopes/deleted-words.ts";
import { differenceOf, wordsOfChanged, wordsOfMoved } from "../../../components/scopes/scope-outcome-words.ts";
import { isPlacing, patchFor } from "../../../components/scopes/scope-patch.ts";
import { type Act, scopeChoices } from "../../../components/scopes/scope-question-words.ts";
import { withPending } from "../../../components/sync/pending-writes.ts";
import { weekdayAndDate } from "../../../components/time/date-names.ts";
import { english } from "../../../components/time/date-words.ts";
import { t } from "../messages/catalogs.ts";
import { item } from "./page-items.ts";

const day = (date: string) => weekdayAndDate(date, "2026-11-25", english);
const weekly = { recurrence: "FREQ=WEEKLY;BYDAY=FR", recurrenceText: "every Friday" };
const times = { startTime: "09:00", endTime: "09:15" };
const standup = item({ text: "Standup", date: "2026-11-27", ...times, ...weekly, occurrence: "2026-11-27" });
const series = { date: "2026-11-13", recurrence: weekly.recurrence };
const moved = { ...standup, date: "2026-11-28", startTime: "11:00", endTime: "11:30" };
const ask = (act: Act, one = standup, of: { date: string; recurrence: string } | undefined = series) => {
  const { offered, ...rest } = scopeChoices(one, of, act, day, t);
  return { ...rest, offered: offered.map(({ scope, label, effect, verb }) => [scope, label, effect, verb]) };
};
const draft = (change: Partial<Draft>, one = standup) => ({ ...draftOf(one), ...change });

test("a changed occurrence may be changed alone, with those after it or with all, each described by its days", () => {
  expect(ask(draft({ startTime: "10:00" }))).toEqual({
    title: "Change which ones?",
    offered: [
      ["this", "Only Friday 27 November", "The others stay as they are.", "Save this one"],
      ["following", "This and all after it", "Those up to Friday 20 November stay as they are.", "Save these"],
      ["all", "All of them", "Every occurrence, including earlier ones.", "Save all"],
    ],
  });
});

test("for the first one, all after it means all; for a moved one, the original day is named", () => {
  expect(ask("delete", standup, { ...series, date: "2026-11-27" }).offered).toEqual([
    ["this", "Only Friday 27 November", "The others stay as they are.", "Delete this one"],
    ["all", "All of them", "Every occurrence.", "Delete all"],
  ]);
  expect(ask("delete", moved).offered[0]).toEqual([
    ...["this", "Only Saturday 28 November", "Originally on Friday 27 November.", "Delete this one"],
  ]);
});

test("another date explains what happens to the others; if no rule fits it, only one can be moved", () => {
  expect(ask(draft({ date: "2026-11-28" })).offered.map(([, , effect]) => effect)).toEqual([
    "The others stay as they are.",
    "They move 1 day later, to every Saturday. Those up to Friday 20 November stay as they are.",
    "They all move 1 day later, to every Saturday.",
  ]);
  const daily = ask(
    draft({ date: "2026-11-29", recurrence: "FREQ=DAILY" }),
    { ...standup, recurrence: "FREQ=DAILY" },
    {
      ...{ date: "2026-11-13", recurrence: "FREQ=DAILY" },
    },
  );
  expect(daily.offered.at(-1)).toEqual(["all", "All of them", "They all move 2 days later.", "Save all"]);
  const monthly = { date: "2026-10-30", recurrence: "FREQ=MONTHLY;BYDAY=-1FR" };
  const fixed = ask(
    draft({ date: "2026-11-28", recurrence: monthly.recurrence }, { ...standup, ...monthly }),
    {
      ...{ ...standup, recurrence: monthly.recurrence },
    },
    monthly,
  );
  expect(fixed.offered.map(([scope]) => scope)).toEqual(["this"]);
  expect(fixed.why).toBe("“the last Friday of every month” cannot move 1 day later, so only this one can be moved.");
});

test("a rule never applies to one occurrence", () => {
  const changed = ask(draft({ recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR" }));
  expect(changed.why).toBe("A rule cannot apply to only one of them.");
  expect(changed.offered.map(([scope, , effect]) => [scope, effect])).toEqual([
    ["following", "They repeat every second Friday. Those up to Friday 20 November stay as they are."],
    ["all", "They all repeat every second Friday."],
  ]);
  const counted = { recurrence: `${weekly.recurrence};COUNT=10` };
  const sparser = draft({ recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=10" });
  const ofCounted = ask(sparser, { ...standup, ...counted }, { ...series, ...counted });
  expect(ofCounted.offered.map(([, , effect]) => effect)).toEqual([
    "They repeat every second Friday, as many times as are left. Those up to Friday 20 November stay as they are.",
    "They all repeat every second Friday, 10 times.",
  ]);
  expect(ask(draft({ recurrence: "" })).offered.map(([, , effect]) => effect)).toEqual([
    "Leaves this one as a single item, without those after it. Those up to Friday 20 November stay as they are.",
    "Leaves this one as a single item, without the others.",
  ]);
});

test("beyond one occurrence, an unchanged date is not sent, and done is sent separately", () => {
  const times = { startTime: "10:00", endTime: "10:30" };
  expect(patchFor("all", moved, draft({ ...times, done: true }, moved))).toEqual({ patch: times, own: { done: true } });
  expect(patchFor("this", moved, draft(times, moved)).patch).toEqual({ ...times, date: "2026-11-28" });
  expect(patchFor("following", moved, draft({ date: "2026-11-29" }, moved)).patch).toEqual({
    ...{ startTime: "11:00", endTime: "11:30" },
    date: "2026-11-29",
  });
  expect(patchFor("all", moved, draft({ endDate: "2026-11-30" }, moved)).patch).toMatchObject({
    endDate: "2026-11-29",
  });
});

test("a change moves an item only if it affects when it is", () => {
  expect(["10:00", null].map((startTime) => isPlacing({ startTime }))).toEqual([true, true]);
  expect(isPlacing({ text: "Talk", done: true, notes: null })).toBe(false);
});

test("deleting from one on leaves those before it, and deleting the whole series leaves none", () => {
  const of = ["2026-11-20", "2026-11-27", "2026-12-04"].map((date) => ({ ...standup, date, occurrence: date }));
  const [, second = standup] = of;
  const left = (scope: "this" | "following" | "all") =>
    withPending(of, [{ key: "x", kind: "remove", of: second, scope }], "UTC").map(({ date }) => date);
  expect(left("this")).toEqual(["2026-11-20", "2026-12-04"]);
  expect(left("following")).toEqual(["2026-11-20"]);
  expect(left("all")).toEqual([]);
  expect((["this", "following", "all"] as const).map((scope) => wordsOfDeleted(second, scope, t))).toEqual([
    ...["Standup deleted.", "Standup and all after it deleted.", "All of Standup deleted."],
  ]);
});

test("the result of changing many is described, with what no longer matches a date", () => {
  const change = { id: 3, summary: "Changed Standup to repeat every Tuesday" };
  const dropped = ["2026-11-27", "2026-12-04", "2026-12-11"];
  expect(wordsOfChanged({ change, dropped }, day, t)).toBe(
    "Changed Standup to repeat every Tuesday. What was different on Friday 27 November, Friday 4 December and 1 more is gone.",
  );
  expect(wordsOfChanged({ change, earlier: standup, dropped: dropped.slice(0, 2) }, day, t)).toBe(
    "Changed Standup to repeat every Tuesday. Earlier ones stay as they were. What was different on Friday 27 November and Friday 4 December is gone.",
  );
});

test("a move or a new length is described by what changed, even if the local time is not known", () => {
  const reader = { today: "2026-11-25", words: english, hour12: false };
  const told = (one: typeof standup, to: Placement) =>
    wordsOfMoved(one, to, undefined, { ...reader, timeZone: "Europe/Paris" }, t);
  const visit = item({ text: "Ana", date: "2026-11-26", endDate: "2026-11-27" });
  const late = item({ text: "Late", date: "2026-11-25", startTime: "20:00", timeZone: "America/New_York" });
  expect([
    told(visit, { date: "2026-11-26", endDate: "2026-11-28", isAllDay: true }),
    told(visit, { date: "2026-11-26", isAllDay: true }),
    told(visit, { date: "2026-11-27", endDate: "2026-11-28", isAllDay: true }),
    told(late, { date: "2026-11-26", startTime: "02:00", endTime: "03:00" }),
    told(late, { date: "2026-11-26", isAllDay: true }),
  ]).toEqual([
    "Ana now ends on Saturday 28 November.",
    "Ana now ends on Thursday 26 November.",
    "Ana moved to Friday 27 November.",
    "Late now ends at 03:00.",
    "Late moved to Thursday 26 November.",
  ]);
});

test("being done does not make an occurrence different", () => {
  expect(differenceOf({ differs: "done", done: true }, t)).toBe("");
  expect(differenceOf({ differs: "moved to Saturday 28 November 2026, 11:00; done; called Talk", done: true }, t)).toBe(
    "moved to Saturday 28 November 2026, 11:00; called Talk",
  );
});
