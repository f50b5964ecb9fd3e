import { expect, test } from "@playwright/test";
import { AgendaError } from "../../../contract/problems.ts";
import type { UserId } from "../../../server/caller.ts";
import { continueUserRead, withUserReadQueue } from "../../../server/storage/ledger/write-queue.ts";
import { limitWaiting } from "../../../server/waiting.ts";
import { soon } from "../soon.ts";

/** Reads that do not answer until all are told to. */
function open() {
  const begun: string[] = [];
  const outcomes: string[] = [];
  const { promise: end, resolve: finish } = Promise.withResolvers<void>();
  const all: Promise<unknown>[] = [];
  const ask = (person: string, count: number) => {
    for (let n = 0; n < count; n++) {
      const name = `${person} ${n}`;
      const read = withUserReadQueue(person as UserId, async () => {
        begun.push(name);
        await end;
      });
      const note = (thrown: unknown) =>
        outcomes.push(`${name} ${thrown instanceof AgendaError ? thrown.code : thrown}`);
      all.push(read.catch(note));
    }
  };
  const refused = (person: string) => outcomes.filter((line) => line.startsWith(`${person} `)).length;
  return { begun, outcomes, ask, refused, end: () => Promise.all([finish(), ...all]) };
}

test("of all people together thirty-two reads wait for a turn; whoever's line is the longest loses the newest of it", async () => {
  const turns = open();
  turns.ask("ana", 53);
  await soon(() => turns.refused("ana")).toBe(18);
  turns.ask("ben", 10);
  await soon(() => turns.begun.filter((name) => name.startsWith("ben"))).toHaveLength(3);
  expect([turns.refused("ana"), turns.refused("ben")]).toEqual([25, 0]);
  expect(turns.outcomes.slice(0, 18)).toEqual(Array.from({ length: 18 }, (_, n) => `ana ${35 + n} too_many_reads`));
  turns.ask("cem", 60);
  await soon(() => turns.refused("cem")).toBeGreaterThan(30);
  // In the end no queue is longer than another by more than one, and who asked for little gets all of it.
  expect(turns.refused("ben")).toBe(0);
  expect(Math.abs(53 - turns.refused("ana") - (60 - turns.refused("cem")))).toBeLessThanOrEqual(1);
  await turns.end();
});

test("in a crowd, a request that waited at the door waits the less for its turn", async () => {
  const turns = open();
  turns.ask("dee", 3);
  turns.ask("fay", 3 + 8);
  const startedMs = performance.now();
  limitWaiting(startedMs + 50, () => turns.ask("dee", 1));
  const endLimit = limitWaiting(startedMs - 1, () => turns.ask("eve", 1));
  endLimit();
  await soon(() => turns.outcomes).toEqual(["dee 0 too_many_reads"]);
  expect(performance.now() - startedMs).toBeLessThan(600);
  expect(turns.begun).toContain("eve 0"); // what need not wait is served, however late
  await turns.end();
});

test("the rest of an answer that has begun waits for its turn, however many of one's own reads are before it", async () => {
  const turns = open();
  turns.ask("gus", 3 + 50);
  const rest = continueUserRead("gus" as UserId, async () => "the rest");
  // All that waited are refused in the end: there were too many, or they timed out.
  await soon(() => turns.refused("gus")).toBe(50);
  await turns.end();
  expect(await rest).toBe("the rest");
});
