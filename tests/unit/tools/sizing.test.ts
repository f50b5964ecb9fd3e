import { expect, test } from "@playwright/test";
import { needsOf } from "../../../tools/sizing/needs.ts";
import { simulate } from "../../../tools/sizing/simulate.ts";

const cost = { appMs: 2, databaseMs: 1, senderMs: 0, waitMs: 0, clients: 16 };
const machine = { cores: 64, processes: 1, connections: 10 };
const rate = (...asked: Parameters<typeof simulate>) => simulate(...asked).requestsPerSecond;

test("many clients get what the narrowest place lets through: the process, the cores, the connections", () => {
  expect(rate(machine, [cost], 20), "one process computes 2 ms for each").toBeCloseTo(500, -1);
  expect(rate({ ...machine, processes: 2 }, [cost], 20), "two processes").toBeCloseTo(1_000, -1);
  expect(rate({ ...machine, cores: 1 }, [cost], 20), "3 ms on one core").toBeCloseTo(333, -1);
  expect(rate({ ...machine, connections: 1 }, [{ ...cost, databaseMs: 5 }], 20), "one connection").toBeCloseTo(200, -1);
});

test("a single client waits for each answer, also while nobody computes", () => {
  expect(rate(machine, [{ ...cost, clients: 1 }], 20)).toBeCloseTo(333, -1);
  expect(simulate(machine, [{ ...cost, clients: 1, waitMs: 7 }], 20).p95Ms).toBeCloseTo(10, 5);
});

test("five times the people need five times the writes and the memory, and by NOTIFY more than five times the processes", () => {
  const [some, many] = [needsOf(1e6), needsOf(5e6)];
  expect(many.writeCores / some.writeCores).toBeCloseTo(5, 5);
  expect(many.processes).toBeGreaterThan(some.processes * 5);
  expect(needsOf(1e9).processes, "hearing alone takes all of each process").toBe(Number.POSITIVE_INFINITY);
  const [few, more] = [needsOf(1e6, "NATS"), needsOf(5e6, "NATS")];
  expect(more.processes / few.processes).toBeCloseTo(5, 0);
  expect(more.memoryBytes / few.memoryBytes).toBeCloseTo(5, 0);
  expect(more.turnCores / few.turnCores).toBeCloseTo(5, 0);
  expect(more.databaseCores / few.databaseCores, "nothing grows with the square of the people").toBeCloseTo(5, 1);
});

test("cores for the busiest minute, had all month, do eight times the work of the month", () => {
  const { appCores, databaseCores, coreHoursAMonth } = needsOf(1e6, "NATS");
  expect(coreHoursAMonth.had).toBeCloseTo((appCores + databaseCores) * 730, 5);
  expect(coreHoursAMonth.had / coreHoursAMonth.used, "half idle in a minute of four times the average").toBeCloseTo(
    8,
    5,
  );
});
