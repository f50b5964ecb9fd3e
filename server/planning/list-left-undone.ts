import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { limits } from "../../contract/limits.ts";
import type { listLeftUndone as contract, Output } from "../../contract/operations.ts";
import type { Caller } from "../caller.ts";
import { readLeftUndone } from "../entries/left-entries.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { readInZone } from "../storage/people/users.ts";

/** Items left undone on past days, for the page: in the person's own zone, unless they chose not to see them. */
export async function listLeftUndone({ userId, t }: Caller): Promise<Output<typeof contract>> {
  const nowMs = Date.now();
  const { entries, person, today, readIn } = await readInZone(userId, async (timeZone) => {
    const readIn = timeZone ?? "UTC";
    const today = dateIn(nowMs, readIn);
    return { today, readIn, ...(await readLeftUndone(userId, today)) };
  });
  const isShown = person.showOverdue ?? true;
  const oldest = isShown ? entries.toReversed().slice(0, limits.leftUndone) : [];
  return {
    ...{ rev: person.rev, today, isShown },
    count: isShown ? entries.length : 0,
    items: truncateToBudget(oldest.map((entry) => answerEntry(entry, { t, readIn, shortNotes: true }))),
  };
}
