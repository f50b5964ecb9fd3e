import { expect, test } from "@playwright/test";
import { stillInEffect, undoneBy } from "../../../../agenda/history/undone-changes.ts";

const undo = (rev: number, ...undoes: number[]) => ({ rev, undoes });

test("a change is undone by its undo, until that is undone itself, and so on", () => {
  expect([...undoneBy([undo(2, 1)])]).toEqual([[1, 2]]);
  expect([...undoneBy([undo(2, 1), undo(3, 2)])]).toEqual([[2, 3]]);
  expect(new Map(undoneBy([undo(4, 3), undo(2, 1), undo(3, 2)]))).toEqual(
    new Map([
      [3, 4],
      [1, 2],
    ]),
  );
});

test("an undo of a conversation reverts what is in effect, newest first", () => {
  expect(stillInEffect([3, 1, 2], [])).toEqual([3, 2, 1]);
  expect(stillInEffect([], [undo(2, 1)])).toEqual([]);
});

test("changes undone from elsewhere are skipped, until that undo was undone", () => {
  expect(stillInEffect([1, 2], [undo(3, 2)])).toEqual([1]);
  expect(stillInEffect([1, 2], [undo(5, 2, 4)])).toEqual([1]);
  expect(stillInEffect([1, 2], [undo(3, 2), undo(4, 3)])).toEqual([2, 1]);
  expect(stillInEffect([1, 2, 3], [undo(3, 2), undo(4, 3)])).toEqual([2, 1]);
});

test("an undo within the conversation cancels out with what it undid there; one of an outside change is reverted", () => {
  expect(stillInEffect([1, 2, 3], [undo(3, 2)])).toEqual([1]);
  expect(stillInEffect([1, 2, 3, 4], [undo(3, 2), undo(4, 3)])).toEqual([2, 1]);
  expect(stillInEffect([2, 5], [undo(5, 1)])).toEqual([5, 2]);
  expect(stillInEffect([2, 5], [undo(5, 2, 1)])).toEqual([5, 2]);
});
