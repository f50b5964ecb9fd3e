import type { Translator } from "../../messages/translator.ts";
import { detailWords, differingDetails } from "../item/field-values.ts";
import { whenNames } from "../item/fields.ts";
import { isSameValue } from "../item/same-value.ts";
import { short } from "../item/shorten.ts";
import { dayWords, whenWords } from "../item/when-words.ts";
import { describeRecurrence } from "../recurrence/describe-recurrence.ts";
import { type ChangeView, type ItemView, type OccurrenceChange, occurrenceChangesOf } from "./change-view.ts";

/** Limit for all fields together, in code points; each field is limited like a text in a sentence. */
const mostWords = 200;

/** An item before and after a change, in words, restricted to the changed fields. */
interface BeforeAndAfter {
  readonly was?: string;
  readonly is?: string;
}

/**
 * Before and after in words to show side by side: "Thursday 26 November 2026, 17:00" and "Thursday 26 November 2026, 18:00".
 * An addition has no before, a deletion no after. At most 200 code points each.
 */
export function describeBeforeAndAfter({ kind, before, after }: ChangeView, t: Translator): BeforeAndAfter {
  if (kind === "deleted") return before ? { was: whenWords(before, {}, t) } : {};
  if (kind !== "updated" || !before) return after ? { is: whenWords(after, {}, t) } : {};
  if (!after) return {};
  const occurrences = occurrenceChangesOf({ kind, before, after });
  const aspects =
    occurrences.length > 0
      ? occurrences.flatMap((occurrence) => occurrenceAspects(occurrence, t))
      : aspectsOf(before, after, t);
  const join = (words: readonly string[]) => short(words.join("; "), mostWords);
  return { was: join(aspects.map(([was]) => was)), is: join(aspects.map(([, is]) => is)) };
}

/** For an occurrence, includes its day unless another field shows it. */
function occurrenceAspects({ before, after }: OccurrenceChange, t: Translator): [string, string][] {
  const place = (item: ItemView | null) => (item ? whenWords(item, {}, t) : t("history.cancelled"));
  if (before === null || after === null) return [[place(before), place(after)]];
  const aspects = aspectsOf(before, after, t);
  if (whenNames.some((field) => !isSameValue(before[field], after[field]))) return aspects;
  const day = dayWords(before.date, { withYear: true }, t);
  const onDay = (what: string) => t("history.onDay", { day, what });
  return aspects.map(([was, is]) => [onDay(was), onDay(is)]);
}

function aspectsOf(before: ItemView, after: ItemView, t: Translator): [string, string][] {
  const aspects: [string, string][] = [];
  const add = (isSame: boolean, tell: (item: ItemView) => string) => {
    if (!isSame) aspects.push([tell(before), tell(after)]);
  };
  const isZoneSame = before.timeZone === after.timeZone;
  add(before.text === after.text, ({ text }) => short(text));
  add(
    whenNames.every((field) => isSameValue(before[field], after[field])),
    (item) => whenWords(item, { withZone: !isZoneSame }, t),
  );
  add((before.recurrence ?? null) === (after.recurrence ?? null), ({ recurrence, date }) =>
    recurrence ? describeRecurrence(recurrence, date, t) : t("history.notRepeating"),
  );
  add(before.done === after.done, ({ done }) => t("history.state", { done: String(done) }));
  for (const name of differingDetails(before, after)) add(false, (item) => detailWords(item, name, t));
  return aspects;
}
