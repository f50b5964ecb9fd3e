import { expect, test } from "@playwright/test";
import { slopeOf } from "../../../tools/soak/slope.ts";

const at = (megabytes: readonly number[]) => megabytes.map((each, atMinutes) => ({ atMinutes, megabytes: each }));

test("a line has its slope and no error; noise around a level has none, within its error", () => {
  expect(slopeOf(at([100, 102, 104, 106])).slope).toBeCloseTo(2, 10);
  expect(slopeOf(at([100, 102, 104, 106])).error).toBeCloseTo(0, 10);
  const { slope, error } = slopeOf(at([100, 103, 99, 101, 104, 98, 102, 100]));
  expect(Math.abs(slope)).toBeLessThan(2 * error);
});
