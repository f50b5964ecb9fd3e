import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import { minuteOf, timeAt } from "../../agenda/time/wall-clock.ts";
import { clock, inHalf } from "../time/clock-words.ts";
import { shortWeekdayName, weekdayName } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { nightMinutes } from "./rules/pieces.ts";
import { offsetChange, offsetWords, theirTime } from "./rules/second-zone.ts";
import { hourLabel } from "./rules/week-words.ts";
import { type SecondZone, ZoneChoice } from "./use-second-zone.tsx";

interface Props {
  readonly zone: SecondZone;
  /** The week's first day; offsets are taken on it. */
  readonly first: string;
  readonly nowMs: number;
  readonly isNightOpen: boolean;
}

/** The cities above the hour columns. */
export function ZoneHeads({ zone, first }: Pick<Props, "zone" | "first">) {
  const t = useTranslations();
  const { second, city, ownCity, own, choose, isChoosing } = zone;
  const { words } = useReader();
  const change = second ? offsetChange(first, own, second, t) : undefined;
  return (
    <>
      {second && (
        <div className="gw-zone gw-cell is-theirs">
          <button
            type="button"
            aria-label={t("week.takeZoneAway", {
              city,
              offset: offsetWords(first, own, second, t),
              changes: String(change !== undefined),
              weekday: change ? weekdayName(change.date, words) : "",
              later: change?.words ?? "",
            })}
            onClick={() => choose(undefined)}
          >
            {city}
            <X className="icon" aria-hidden="true" />
          </button>
          {change && (
            <small aria-hidden="true">
              {t("week.fromThen", { weekday: shortWeekdayName(change.date, words), later: change.words })}
            </small>
          )}
        </div>
      )}
      <div className="gw-zone gw-cell">
        {!second && (
          <button type="button" aria-expanded={isChoosing} aria-label={t("week.addZone")} onClick={zone.ask}>
            <Plus className="icon" aria-hidden="true" />
            {t("week.zone")}
          </button>
        )}
        {isChoosing && <ZoneChoice zone={zone} />}
        <strong title={ownCity}>{ownCity}</strong>
      </div>
    </>
  );
}

/** The label of the folded night; a click opens it. */
export function NightLabels({
  zone: { second, own },
  first,
  nowMs,
  isNightOpen,
  onOpen,
}: Props & { readonly onOpen: (isOpen: boolean) => void }) {
  const t = useTranslations();
  const { hour12, timeZone, today } = useReader();
  const time = wallOf(nowMs, timeZone).time;
  const isNow = !isNightOpen && minuteOf(time) < nightMinutes && first <= today && today <= addDays(first, 6);
  const label = (minute: number) => hourLabel(second ? theirTime(first, minute, own, second) : timeAt(minute), hour12);
  const night = { from: clock(timeAt(0), hour12), to: clock(timeAt(nightMinutes), hour12) };
  return (
    <>
      {second && (
        <div className="gw-night is-label is-theirs" aria-hidden="true">
          {label(0)}–{label(nightMinutes)}
        </div>
      )}
      <div className="gw-night is-label">
        <button
          type="button"
          aria-expanded={isNightOpen}
          aria-label={isNightOpen ? t("week.foldNight") : t("week.showNight", night)}
          onClick={() => onOpen(!isNightOpen)}
        >
          {isNightOpen ? (
            t("week.fold")
          ) : isNow ? (
            <time className="gw-now-label" data-now="">
              {clock(time, hour12)}
            </time>
          ) : hour12 ? (
            inHalf("12–7", 0, hour12)
          ) : (
            "00–07"
          )}
        </button>
      </div>
    </>
  );
}

const at = (minute: number): CSSProperties => ({ "--at": minute / 60 }) as CSSProperties;

/** The hour columns beside the grid: the other zone's, then the reader's own, with the current time. */
export function HourColumns({ zone: { second, own, city, ownCity }, first, nowMs, isNightOpen }: Props) {
  const t = useTranslations();
  const { hour12, timeZone, today } = useReader();
  const from = isNightOpen ? 0 : nightMinutes;
  const hours = Array.from({ length: 11 }, (_, index) => (index + 1) * 120).filter((minute) => minute > from);
  const time = wallOf(nowMs, timeZone).time;
  const isHere = first <= today && today <= addDays(first, 6);
  const now = isHere ? minuteOf(time) : -1;
  // No label under the current time.
  const isFree = (minute: number) => now < from || Math.abs(minute - now) > 24;
  return (
    <>
      {second && (
        <div className="gw-hours is-theirs" role="img" aria-label={t("week.hoursOf", { city })}>
          {hours.map((minute) => (
            <time key={minute} style={at(minute)}>
              {hourLabel(theirTime(first, minute, own, second), hour12)}
            </time>
          ))}
        </div>
      )}
      <div className="gw-hours" role="img" aria-label={t("week.hoursOf", { city: ownCity })}>
        {hours.filter(isFree).map((minute) => (
          <time key={minute} style={at(minute)}>
            {hourLabel(timeAt(minute), hour12)}
          </time>
        ))}
        {now >= from && (
          <time className="gw-now-label" style={at(now)}>
            {clock(time, hour12)}
          </time>
        )}
      </div>
    </>
  );
}
