import { expect, test } from "@playwright/test";
import type { AssistantChange } from "../../../components/actions/agenda-actions.ts";
import { patchBack, planRevert } from "../../../components/agenda/revert-plan.ts";
import type { Kind, MarkedChange } from "../../../components/sync/change-marks.ts";
import { item } from "./page-items.ts";

function told(text: string, kind: Kind, ...changes: MarkedChange[]): AssistantChange {
  const one = item({ text });
  return { item: one, mark: { id: one.id, kind, door: "gpt", at: one.createdAt, seen: false, item: one, changes } };
}

const change = (id: number, itemCount = 1, conversation = "chat") => ({ id, itemCount, conversation });

test("an item's changes are undone one by one", () => {
  const plan = planRevert([told("Physio", "updated", change(4), change(6))]);
  expect(plan).toEqual({ ids: [4, 6], conversation: "chat", alone: [] });
});

test("an item that was added with others is removed without them", () => {
  const lunch = told("Lunch", "created", change(4, 3));
  expect(planRevert([lunch])).toEqual({ ids: [], conversation: undefined, alone: [lunch] });
});

test("items that were added together and are all selected go together", () => {
  const plan = planRevert([told("Lunch", "created", change(4, 2)), told("Dinner", "created", change(4, 2))]);
  expect(plan).toEqual({ ids: [4], conversation: "chat", alone: [] });
});

test("changes of two conversations are not undone as one conversation", () => {
  const plan = planRevert([told("Lunch", "created", change(4)), told("Dinner", "deleted", change(5, 1, "other"))]);
  expect(plan).toEqual({ ids: [4, 5], conversation: undefined, alone: [] });
});

test("what was changed together with others goes back alone, by the fields that were touched", () => {
  const many = told("Physio", "updated", change(4, 12));
  const before = { ...many.item, startTime: "17:00", location: "Room 2" };
  const moved = { ...many, mark: { ...many.mark, before, touched: ["when" as const, "tags" as const] } };
  expect(planRevert([moved])).toEqual({ ids: [], conversation: undefined, alone: [moved] });
  expect(patchBack(moved.mark)).toEqual({
    ...{ date: before.date, startTime: "17:00", endDate: null, endTime: null, endTimeZone: null, tags: null },
  });
});

test("a deleted date whose own notes are not known whole comes back with all that was deleted with it", () => {
  const { item: walk, mark } = told("Walk", "deleted", change(4, 2));
  const one = (occurrence: string | undefined, notesShortened: boolean): AssistantChange => ({
    item: { ...walk, ...(occurrence && { occurrence }), ...(notesShortened && { notesShortened }) },
    mark: { ...mark, ...(occurrence && { occurrence }) },
  });
  expect(planRevert([one(walk.date, true)])).toMatchObject({ ids: [4], alone: [] });
  const [short, whole] = [one(walk.date, false), one(undefined, true)];
  expect(planRevert([short])).toMatchObject({ ids: [], alone: [short] });
  expect(planRevert([whole])).toMatchObject({ ids: [], alone: [whole] });
});

test("a whole series, a rule and notes that are not known whole have no way back by fields", () => {
  const { mark } = told("Standup", "updated", change(4, 2));
  const before = { ...mark.item, recurrence: "FREQ=DAILY" };
  expect(patchBack({ ...mark, before, touched: ["location"] })).toBeUndefined();
  expect(patchBack({ ...mark, before, occurrence: mark.item.date, touched: ["location"] })).toEqual({ location: null });
  expect(patchBack({ ...mark, before: mark.item, touched: ["recurrence"] })).toBeUndefined();
  expect(patchBack({ ...mark, before: { ...mark.item, notesShortened: true }, touched: ["notes"] })).toBeUndefined();
});
