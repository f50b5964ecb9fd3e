import type { answerEntry } from "../../agenda/entries/answer-item.ts";
import { deleteItems, type Output } from "../../contract/operations.ts";

type EntrySummary = Output<typeof deleteItems>["items"][number];
const names = new Set(Object.keys(deleteItems.output.shape.items.element.shape));

/** Only the fields of a summary: any others would count towards the answer's size, and be stored under an idempotency key. */
export const summaryOf = (item: ReturnType<typeof answerEntry>): EntrySummary =>
  Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name))) as EntrySummary;
