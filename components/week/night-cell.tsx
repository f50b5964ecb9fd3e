import { useTranslations } from "next-intl";
import { usePlanner } from "../actions/planner.ts";
import { markAttributes } from "../sync/change-marks.ts";
import { keyOf } from "../sync/entry-key.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { comma, inRow } from "../words/listed.ts";
import { inkOf } from "./grid-item.tsx";
import { inNight } from "./rules/pieces.ts";
import { nightWords } from "./rules/week-words.ts";
import type { ShownDay } from "./shown-days.ts";

interface Props {
  readonly day: ShownDay;
  readonly isNightOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** One day's folded night: names what runs through it. A click opens the night. */
export function NightCell({ day, isNightOpen, onOpen }: Props) {
  const t = useTranslations();
  const reading = useReader();
  const { shown, nowMs } = usePlanner();
  const pieces = inNight(day.pieces);
  const [first] = pieces;
  if (isNightOpen || !first) return <div className="gw-night" />;
  const { item } = first.slice.placed;
  const words = pieces.map((piece) => {
    const key = keyOf(piece.slice.placed.item);
    return { ...nightWords(piece, reading, t), key, mark: shown.marks.get(key) };
  });
  const told = words.map(({ time, text, mark }) =>
    t("week.inNight", { time, text, isDeleted: String(mark?.kind === "deleted") }),
  );
  const ink = inkOf(item, shown.marks.get(keyOf(item)), first.slice.endMs <= nowMs);
  return (
    // The cell too: stepping through the marks focuses its button.
    <div className="gw-night" {...markAttributes(words.find(({ mark }) => mark)?.mark)}>
      <button
        className={ink}
        type="button"
        aria-expanded={false}
        aria-label={t("week.nightOf", {
          day: weekdayAndDate(day.date, reading.today, reading.words),
          items: inRow(told, t),
        })}
        onClick={() => onOpen(true)}
      >
        {words.map(({ time, text, key, mark }, index) => (
          <span key={key} {...markAttributes(mark)}>
            {index > 0 && comma(t)}
            <NightTime time={time} /> <bdi>{mark?.kind === "deleted" ? <del>{text}</del> : text}</bdi>
          </span>
        ))}
      </button>
    </div>
  );
}

/** "to 01:30": only the digits are in the time face. */
function NightTime({ time }: { readonly time: string }) {
  const [, before = "", digits] = /^(\D*)(.*)$/.exec(time) ?? [];
  return (
    <>
      {before}
      <time>{digits}</time>
    </>
  );
}
