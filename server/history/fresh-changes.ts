import { answerEntry } from "../../agenda/entries/answer-item.ts";
import { type Entry, isSeries, occurrencesOf } from "../../agenda/entries/entry.ts";
import { type FreshMark, freshMarks, markKey, reviewed } from "../../agenda/history/fresh-marks.ts";
import { lookBefore } from "../../agenda/history/looks.ts";
import { dateRangeIn } from "../../agenda/time/date-range.ts";
import { dateIn, writeInstant } from "../../agenda/time/instants.ts";
import type { Item } from "../../contract/fields/item.ts";
import { lastDate } from "../../contract/first-limits.ts";
import type {
  listFreshChanges as contract,
  Input,
  Output,
  reviewChanges as reviewing,
} from "../../contract/operations.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Caller } from "../caller.ts";
import { announceLook } from "../feed/hub.ts";
import { truncateToBudget } from "../limits/truncate-to-budget.ts";
import { readLooks, updateLooks } from "../storage/ledger/looks.ts";

type Answered = Output<typeof contract>["marks"][number];
type Reading = { readonly t: Translator; readonly readIn: string };

/** Changes by assistants that the person has not kept, on whichever device they were seen. */
export async function listFreshChanges(caller: Caller): Promise<Output<typeof contract>> {
  const nowMs = Date.now();
  const { rev, version, timeZone, looks, changes, changeCount, proposals, settingsRev } = await readLooks(
    caller.userId,
  );
  const fresh = freshMarks(changes, looks, nowMs);
  // If not all fit, the latest are returned.
  const newestFirst = fresh
    .toReversed()
    .flatMap((mark) => answerMark(mark, { t: caller.t, readIn: timeZone ?? "UTC" }, nowMs));
  const marks = truncateToBudget(newestFirst).reverse();
  const isShortened = marks.length < fresh.length;
  const told = changeCount ?? (isShortened ? changes.filter(({ door }) => door !== "web").length : undefined);
  const [first] = fresh;
  const looked = first && lookBefore(looks, first.changes[0].id);
  return {
    ...{ rev, version, marks, proposals },
    ...(looked && { looked: { rev: looked.rev, at: writeInstant(looked.atMs, "UTC") } }),
    ...(told !== undefined && { changeCount: told }),
    ...(settingsRev !== null && { settingsRev }),
  };
}

/** A whole series is placed at its next occurrence, as it is on the page. */
function placeOf(entry: Entry, readIn: string, nowMs: number): Entry {
  if (entry.occurrence !== null || !isSeries(entry.item)) return entry;
  const window = dateRangeIn(dateIn(nowMs, readIn), lastDate, readIn);
  return occurrencesOf({ ...entry.item, deletedAtMs: null }, { window, readIn, limit: 1 })[0] ?? entry;
}

function answerMark(mark: FreshMark, reading: Reading, nowMs: number): Answered[] {
  const { id, occurrence, kind, door, clientName, atMs, isSeen, before, after, aspects } = mark;
  const shown = kind === "deleted" ? before : after;
  if (!shown) return [];
  const answer = (entry: Entry, shortNotes = true): Item => {
    const { exceptions: _, exceptionCount: __, ...item } = answerEntry(entry, { ...reading, shortNotes });
    return item;
  };
  return [
    {
      ...{
        id,
        kind,
        door,
        seen: isSeen,
        at: writeInstant(atMs, "UTC"),
        item: answer(placeOf(shown, reading.readIn, nowMs)),
      },
      ...(occurrence !== null && { occurrence }),
      ...(clientName !== null && { programName: clientName }),
      changes: mark.changes.map(({ conversation, ...change }) => ({
        ...change,
        ...(conversation !== null && { conversation }),
      })),
      // Whole notes if they were changed, so that they can be sent again.
      ...(kind === "updated" &&
        before && { touched: [...aspects], before: answer(before, !aspects.includes("notes")) }),
    },
  ];
}

/** Records what the person looked at, saw and kept, and notifies their other pages. */
export async function reviewChanges(caller: Caller, input: Input<typeof reviewing>): Promise<Output<typeof reviewing>> {
  let isTold = false;
  const keyed = (marks: typeof input.seen = []) =>
    marks.map(({ id, occurrence = null, rev }) => ({ key: markKey({ id, occurrence }), rev }));
  const review = {
    rev: input.rev,
    seen: keyed(input.seen),
    kept: keyed(input.keep),
    keepAll: input.keepAll ?? false,
  };
  const nowMs = Date.now();
  const version = await updateLooks(caller.userId, (known) => {
    const asked = { changes: known.changes, rev: known.rev, isCut: known.changeCount !== null };
    const outcome = reviewed(known.looks, asked, review, nowMs);
    isTold = outcome.isNews;
    return outcome;
  });
  if (isTold) announceLook(caller.userId, version);
  return { version };
}
