import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import type { Translator } from "../../messages/translator.ts";
import { type Draft, lengthMinutes } from "../draft/item-draft.ts";
import { type Answer, type ApiError, call } from "../sync/api-client.ts";
import { clock, duration } from "../time/clock-words.ts";
import { relativeDay } from "../time/date-names.ts";
import { type Reader, useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { capitalized } from "../words/listed.ts";

type Found = Answer<"findFreeTime">;
type Slot = Found["slots"][number];
const shownMost = 4;

interface Props {
  readonly itemId: string;
  /** For a repeating item: the occurrence being edited; the others of its series still count as occupied. */
  readonly occurrence: string | undefined;
  readonly draft: Draft;
  /** Whether they were asked for before it opened. */
  readonly isAsked: boolean;
  readonly onChange: (next: Partial<Draft>) => void;
}

/** The nearest free times for an item of this length: fetched by a button, chosen by another, saved with the rest. */
export function NearestFreeTimes({ itemId, occurrence, draft, isAsked, onChange }: Props) {
  const t = useTranslations();
  const reader = useReader();
  const { timeZone: own, today } = reader;
  const id = useId();
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState("");
  const [isReading, setIsReading] = useState(false);
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, as it opens; later by the button
  useEffect(() => {
    if (isAsked) void read();
  }, [isAsked]);

  const minutes = lengthMinutes(draft, own);
  const tooLong = minutes !== undefined && minutes > limits.freeTimeLongestMinutes;
  if (!draft.date || tooLong) return null;

  async function read() {
    reading.current?.abort();
    reading.current = new AbortController();
    const { signal } = reading.current;
    setIsReading(true);
    setProblem("");
    const asked = {
      ...(minutes !== undefined && { lengthMinutes: Math.max(limits.freeTimeShortestMinutes, minutes) }),
      ...(draft.date >= today && { nearDate: draft.date, ...(draft.startTime && { nearTime: draft.startTime }) }),
      ...(occurrence && { ignoreOccurrence: occurrence }),
      ...{ ignoreItem: itemId, count: shownMost, timeZone: draft.timeZone || own },
    };
    try {
      setFound(await call("findFreeTime", asked, { signal }));
    } catch (thrown) {
      if (!signal.aborted) setProblem(t("item.freeTimesUnread", { why: (thrown as ApiError).message }));
    } finally {
      if (!signal.aborted) setIsReading(false);
    }
  }
  function take({ date, startTime, endDate = "", endTime, endsAt }: Slot) {
    const there = draft.endTimeZone ? wallOf(Date.parse(endsAt), draft.endTimeZone) : { date: endDate, time: endTime };
    // An item without an end stays without one; an all-day item gets both times.
    const isOpen = draft.startTime !== "" && draft.endTime === "";
    const end = isOpen ? { date: "", time: "" } : there;
    onChange({ date, startTime, endDate: end.date === date ? "" : end.date, endTime: end.time });
    setFound(undefined);
    document.getElementById(id)?.focus();
  }
  const near = (found?.slots ?? []).map((slot) => ({ slot, words: slotWords(slot, reader, t) }));
  // A suggestion is shown by its time, and by its length if that differs.
  const other = (found?.wouldHelp ?? []).map(({ change, slot }) => ({
    slot,
    words:
      change === "length"
        ? t("item.longSlot", { duration: duration(slot.lengthMinutes, t), slot: slotWords(slot, reader, t) })
        : slotWords(slot, reader, t),
  }));
  const choices = near.length > 0 ? near : other;
  return (
    <div className="free-times">
      <button
        id={id}
        className="act"
        type="button"
        aria-expanded={found !== undefined}
        aria-controls={`${id}-list`}
        aria-busy={isReading}
        onClick={() => (found ? setFound(undefined) : void read())}
      >
        {t(draft.startTime ? "item.findAnotherTime" : "item.findTime")}
      </button>
      <div id={`${id}-list`}>
        <p className={found?.slots.length === 0 ? "hint" : "sr-only"} role="status">
          {found &&
            (found.slots.length > 0
              ? t("item.freeTimesCount", { count: found.slots.length })
              : t("item.nothingFree", { isOther: String(other.length > 0) }))}
        </p>
        {problem && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        {choices.length > 0 && (
          <ul aria-label={t("item.freeTimes")}>
            {choices.map(({ slot, words }) => (
              <li key={`${words}${slot.startsAt}`}>
                <button className="act" type="button" onClick={() => take(slot)}>
                  {words}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** "Today, 12:00 to 13:00", "Friday 4 December, 12:00 to 13:00". */
function slotWords({ date, startTime, endTime }: Slot, { today, hour12, words }: Reader, t: Translator): string {
  const day = capitalized(relativeDay(date, today, words));
  return t("item.slot", { day, from: clock(startTime, hour12), to: clock(endTime, hour12) });
}
