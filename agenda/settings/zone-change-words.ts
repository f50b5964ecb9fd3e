import type { Translator } from "../../messages/translator.ts";
import type { StoredItem } from "../item/item-content.ts";
import { short } from "../item/shorten.ts";
import { dayWords } from "../item/when-words.ts";
import { listText, timeText } from "../time/date-texts.ts";
import { dateIn, wallTimeIn } from "../time/instants.ts";

/** Number of future items in a zone other than the user's new one, by zone, most frequent first. */
export interface KeptZone {
  readonly timeZone: string;
  readonly count: number;
}

interface NewZone {
  /** IANA name. */
  readonly timeZone: string;
  /** Null if it was unknown before. */
  readonly before: string | null;
  readonly nowMs: number;
  /** Number of items without a zone that received this one. */
  readonly settled: number;
  readonly kept: readonly KeptZone[];
  /** Counting stops at this number of items. */
  readonly countMost: number;
  /** The next item in another zone. */
  readonly next: StoredItem | undefined;
}

/** Number of zones named; the rest are counted together. */
const mostNamed = 3;

/** Explains in a few sentences, fit to be read aloud, what a new zone means for items and for what is shown. */
export function zoneMeaning(change: NewZone, t: Translator): string {
  const { timeZone: zone, before, nowMs, settled, countMost } = change;
  const day = dayWords(dateIn(nowMs, zone), { withYear: false }, t);
  return [
    t("settings.itIsNow", { day, time: timeText(wallTimeIn(nowMs, zone).time, t), zone }),
    before !== null && t("settings.nothingMoved"),
    settled > 0 && t("settings.settledIn", { ...counted(settled, countMost), zone }),
    change.kept.length > 0 && keptWords(change, t),
    t("settings.allDayStay"),
  ]
    .filter((each) => each !== false)
    .join(" ");
}

function keptWords({ timeZone: zone, kept, countMost, next }: NewZone, t: Translator): string {
  const named = kept
    .slice(0, mostNamed)
    .map(({ timeZone, count }) => t("settings.itemsIn", { ...counted(count, countMost), zone: timeZone }));
  const rest = kept.slice(mostNamed).reduce((sum, { count }) => sum + count, 0);
  const others = rest > 0 ? [t("settings.itemsElsewhere", counted(rest, countMost))] : [];
  const told = {
    list: listText([...named, ...others], "unit", t),
    isOne: String(kept.length === 1 && kept[0]?.count === 1),
    zone,
  };
  const { startsAtMs = null } = next ?? {};
  if (!next || startsAtMs === null) return t("settings.stillAhead", told);
  const { date, time } = wallTimeIn(startsAtMs, zone);
  const at = (on: string, time: string) =>
    t("when.at", { day: dayWords(on, { withYear: false }, t), time: timeText(time, t) });
  return t("settings.stillAheadAs", {
    ...told,
    name: short(next.text),
    there: at(next.date, next.startTime ?? ""),
    here: date === next.date ? timeText(time, t) : at(date, time),
  });
}

const counted = (count: number, most: number) => ({ count: Math.min(count, most), isMany: String(count >= most) });
