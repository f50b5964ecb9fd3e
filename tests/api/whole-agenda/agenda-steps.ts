import fc from "fast-check";
import { addDays } from "../../../agenda/time/dates.ts";
import type { Bulk } from "./agenda-model.ts";
import type { Wish } from "./series-model.ts";

/** Random steps on an agenda. Numbers select among what exists when the step is taken. */

const words = fc.constantFrom("Gym", "Dentist", "Standup", "会議", "Réunion");
const days = fc.integer({ min: 0, max: 20 }).map((day) => addDays("2026-12-01", day));
/** A morning and an afternoon in one of these are on the same day in the other. */
export const zones = ["Europe/Paris", "Asia/Kolkata"] as const;
const fields = {
  text: words,
  startTime: fc.constantFrom("09:00", "14:30", null),
  notes: fc.constantFrom("Bring the card", null),
  tags: fc.constantFrom<string[]>([], ["work"], ["b", "a"]),
  reminders: fc.constantFrom<string[]>([], ["1d 18:00"], ["0d 09:00"], ["7d 09:00"]),
};
const flight = fc.boolean();
const says: fc.Arbitrary<Wish> = fc.record({ ...fields, flight, date: days, done: fc.boolean() });
const isSomething = (patch: object) => Object.keys(patch).length > 0;
const plainPatch = fc.record(fields, { requiredKeys: [] }).filter(isSomething);
const patch = fc
  .record({ ...fields, flight, date: days, done: fc.boolean() }, { requiredKeys: [] })
  .filter(isSomething);
const rule = fc.record({ everyDays: fc.integer({ min: 1, max: 8 }), count: fc.integer({ min: 1, max: 9 }) });

const bulk: fc.Arbitrary<Bulk> = fc.oneof(
  fc.record({ deed: fc.constant("move" as const), days: fc.constantFrom(1, -2, 7) }),
  fc.record({ deed: fc.constant("gather" as const), date: days }),
  fc.record({ deed: fc.constant("complete" as const), done: fc.boolean() }),
  fc.record({ deed: fc.constant("delete" as const) }),
);
/** Single items and occurrences by id; whole items and series; or whatever matches a filter. */
const selection = fc.oneof(
  fc.record({
    by: fc.constantFrom("places" as const, "ids" as const),
    at: fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }),
  }),
  fc.record(
    {
      by: fc.constant("filter" as const),
      from: days,
      days: fc.nat(25),
      tag: fc.constantFrom("work", "a"),
      done: fc.boolean(),
    },
    { requiredKeys: ["by", "from", "days"] },
  ),
);
export type Selection = typeof selection extends fc.Arbitrary<infer T> ? T : never;

const kind = <K extends string>(name: K) => ({ kind: fc.constant(name) });
const at = { at: fc.nat(50), on: fc.nat(50) };
const avoid = { avoid: fc.boolean() };
const deed = fc.oneof(
  fc.record({ ...kind("create"), ...avoid, all: fc.array(says, { minLength: 1, maxLength: 3 }) }),
  fc.record({ ...kind("createSeries"), says, rule }),
  fc.record({ ...kind("update"), ...at, ...avoid, patch }),
  fc.record({ ...kind("delete"), ...at }),
  fc.record({ ...kind("restore"), ...at }),
  { weight: 2, arbitrary: fc.record({ ...kind("updateThis"), ...at, patch }) },
  fc.record({ ...kind("updateFollowing"), ...at, patch: plainPatch }),
  fc.record({ ...kind("updateAll"), ...at, patch: plainPatch, moveDays: fc.constantFrom(0, 0, 1, -2, 7) }),
  fc.record({ ...kind("deleteThis"), ...at }),
  fc.record({ ...kind("deleteFollowing"), ...at }),
  fc.record({ ...kind("deleteAll"), ...at }),
  { weight: 4, arbitrary: fc.record({ ...kind("bulk"), selection, bulk }) },
  fc.record({ ...kind("setZone"), zone: fc.constantFrom(...zones) }),
  { weight: 2, arbitrary: fc.record({ ...kind("undo"), at: fc.nat(50) }) },
  fc.record(kind("undoConversation")),
  fc.record({ ...kind("hide"), tag: fc.constantFrom("Work", "a") }),
  fc.record({ ...kind("remind"), from: days }),
);
export type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

export const step = fc.record({
  deed,
  /** By the user on the page, or by the assistant. */
  isByHand: fc.boolean(),
  /**
   * Sent twice with one key, or previewed and confirmed, or previewed and confirmed too late; by an assistant that asks first and is answered
   * yes or no, or yes after a tag was hidden from it, or may only read, or never deletes, or never changes a series.
   */
  how: fc.oneof(
    { weight: 5, arbitrary: fc.constant("plain" as const) },
    fc.constantFrom("repeated" as const, "previewed" as const, "late" as const),
    { weight: 2, arbitrary: fc.constantFrom("accepted" as const, "declined" as const, "hidden" as const) },
    { weight: 2, arbitrary: fc.constantFrom("forbidden" as const, "neverDeletes" as const, "neverSeries" as const) },
  ),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
