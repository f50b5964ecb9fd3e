import { expect, test } from "@playwright/test";
import { judge } from "../../../tools/rehearse/traces-rehearsal.ts";

const ratios = (again: readonly number[], tenth: number) =>
  again.map((each) => ({ "none again": each, "every tenth": tenth, all: 1.2 }));
const verdict = (...asked: Parameters<typeof ratios>) => judge("a list", ratios(...asked))[1];
const quiet = [1.01, 0.99, 1, 1.005, 0.995];

test("the cost of traces is reported only if two apps without traces differ by less than the bound", () => {
  expect(verdict(quiet, 1.02)).toMatchObject({ isAsItShould: true, found: "2.0 % ± 0.0 % of the app's CPU" });
  expect(verdict(quiet, 1.06)).toMatchObject({ isAsItShould: false, found: "6.0 % ± 0.0 % of the app's CPU" });
  const notTold = { isAsItShould: false, found: expect.stringContaining("not told") };
  expect(verdict([1.1, 0.9, 1.05, 0.95, 1], 0.9), "they differ this way and that").toMatchObject(notTold);
  expect(verdict([1.1, 1.1, 1.1, 1.1, 1.1], 0.9), "they always differ the same way").toMatchObject(notTold);
});
