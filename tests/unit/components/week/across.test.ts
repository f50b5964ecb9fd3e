import { expect, test } from "@playwright/test";
import fc from "fast-check";
import { type Across, placeAcross, type Stretch } from "../../../../components/week/rules/across.ts";
import { requireEqual } from "../../require-equal.ts";

const at = (from: number, to: number): Stretch => ({ from: from * 60, to: to * 60 });
const rounded = (placed: readonly Across[]) =>
  placed.map(({ x, width }) => [Math.round(x * 100) / 100, Math.round(width * 100) / 100]);

test("what stands alone has the whole width, also where it touches its neighbours", () => {
  expect(rounded(placeAcross([at(9, 10), at(10, 11), at(14, 15)]))).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
});

test("what overlaps in part stands side by side, halved or thirded", () => {
  expect(rounded(placeAcross([at(16.25, 16.75), at(16.5, 17.25)]))).toEqual([
    [0, 0.5],
    [0.5, 0.5],
  ]);
  expect(rounded(placeAcross([at(9, 11), at(9.5, 11.5), at(10, 12)]))).toEqual([
    [0, 0.33],
    [0.33, 0.33],
    [0.67, 0.33],
  ]);
});

test("a column that nothing else stands in beside it is taken, too", () => {
  const placed = placeAcross([at(9, 11), at(9.5, 11.5), at(10, 12), at(11.25, 13)]);
  expect(rounded(placed)[3]).toEqual([0, 0.33]);
  expect(rounded(placeAcross([at(9, 11), at(9.5, 10.5), at(10.75, 12)]))[2]).toEqual([0.5, 0.5]);
});

test("what lies in another as a whole is on its right 54 %, and the outer one keeps its width", () => {
  const [board, standup] = placeAcross([at(9, 12), at(9.25, 9.5)]);
  expect(board).toEqual({ x: 0, width: 1, isInner: false, hasInner: true });
  expect(standup?.isInner).toBe(true);
  expect(rounded([standup as Across])).toEqual([[0.46, 0.54]]);
});

test("two of the same time are equals: neither lies in the other", () => {
  expect(placeAcross([at(9, 10), at(9, 10)]).map(({ isInner }) => isInner)).toEqual([false, false]);
});

test("two inside one share its right side", () => {
  expect(rounded(placeAcross([at(9, 12), at(9.5, 10.5), at(10, 11)]))).toEqual([
    [0, 1],
    [0.46, 0.27],
    [0.73, 0.27],
  ]);
});

test("where what lies in another would be too narrow to read, all stand side by side", () => {
  const board = at(15, 17);
  const inIt = [at(16, 16.5), at(16.25, 16.75)];
  expect(rounded(placeAcross([board, ...inIt, at(16.4, 18)]))).toEqual([
    [0, 0.25],
    [0.25, 0.25],
    [0.5, 0.25],
    [0.75, 0.25],
  ]);
  expect(placeAcross([board, ...inIt]).map(({ isInner }) => isInner)).toEqual([false, true, true]);
});

const stretches = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 40 }))
    .map(([from, length]) => ({ from: from * 15, to: (from + length) * 15 })),
  { maxLength: 14 },
);
const tiny = 1e-9;
const overlap = (aFrom: number, aTo: number, bFrom: number, bTo: number) => aFrom < bTo - tiny && bFrom < aTo - tiny;

test("whatever stands on a day: each is drawn once, inside the day, and covers no other but one that it lies in", () => {
  fc.assert(
    fc.property(stretches, (all) => {
      const placed = placeAcross(all);
      requireEqual(placed.length, all.length);
      placed.forEach((one, index) => {
        requireEqual(one.width > 0 && one.x >= 0 && one.x + one.width <= 1 + tiny, true);
        placed.slice(0, index).forEach((other, before) => {
          const [a, b] = [all[index] as Stretch, all[before] as Stretch];
          const isOverlapping =
            overlap(a.from, a.to, b.from, b.to) && overlap(one.x, one.x + one.width, other.x, other.x + other.width);
          if (!isOverlapping) return;
          const [inner, outer] = one.isInner ? [a, b] : [b, a];
          requireEqual(one.isInner, !other.isInner);
          requireEqual(outer.from <= inner.from && inner.to <= outer.to, true);
        });
      });
    }),
  );
});

test("what overlaps nothing has the whole width, in whichever order the day is told", () => {
  fc.assert(
    fc.property(stretches, (all) => {
      const placed = placeAcross(all);
      const reversed = placeAcross(all.toReversed()).toReversed();
      all.forEach((one, index) => {
        const isAlone = all.every((other, at) => at === index || !overlap(one.from, one.to, other.from, other.to));
        if (!isAlone) return;
        requireEqual(placed[index]?.width, 1);
        requireEqual(reversed[index]?.width, 1);
      });
    }),
  );
});
