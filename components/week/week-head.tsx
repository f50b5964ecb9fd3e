import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import { type RefObject, useEffect, useRef } from "react";
import { addDays } from "../../agenda/time/dates.ts";
import { barNow } from "../actions/bar.ts";
import { usePlanner } from "../actions/planner.ts";
import { focusItem } from "../actions/use-keys.ts";
import { keyOf } from "../sync/entry-key.ts";
import { useReader } from "../time/reader.ts";
import { type SummedDay, weekName, weekSum } from "./rules/week-words.ts";

interface Props {
  readonly first: string;
  /** Empty while unknown. */
  readonly days: readonly SummedDay[];
  readonly grid: RefObject<HTMLElement | null>;
}

/** The week's name, the buttons to other weeks, and a summary. */
export function WeekHead({ first, days, grid }: Props) {
  const { date, visit, go } = usePlanner();
  const reading = useReader();
  const { name, year } = weekName(first, reading);
  const wantsNow = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever somebody went somewhere
  useEffect(() => {
    if (!wantsNow.current) return;
    wantsNow.current = false;
    grid.current?.querySelector("[data-now]")?.scrollIntoView({ block: "center" });
  }, [visit, grid]);
  const { open, twice } = weekSum(days, reading);
  return (
    <header className="page-head wk-head">
      <h1 className="page-name wk-name" id="week-name">
        <button
          type="button"
          data-pick-day=""
          aria-label={`${name} ${year}: go to another day`}
          onClick={({ currentTarget }) => barNow()?.pickDay(currentTarget)}
        >
          {name} <span>{year}</span>
          <ChevronDown className="icon" aria-hidden="true" />
        </button>
      </h1>
      <div className="steps">
        <button
          className="square"
          type="button"
          aria-label="Previous week"
          onClick={() => go({ view: "week", date: addDays(date, -7) })}
        >
          <ChevronLeft className="icon" aria-hidden="true" />
        </button>
        <button
          className="button"
          type="button"
          onClick={() => {
            wantsNow.current = true;
            go({ view: "week", date: undefined });
          }}
        >
          Today
        </button>
        <button
          className="square"
          type="button"
          aria-label="Next week"
          onClick={() => go({ view: "week", date: addDays(date, 7) })}
        >
          <ChevronRight className="icon" aria-hidden="true" />
        </button>
      </div>
      {(open !== "" || twice.length > 0) && (
        <p className="page-sum prose">
          {open} {twice.length > 0 && <Overlaps twice={twice} />}
        </p>
      )}
    </header>
  );
}

const namedMost = 2;
const numbers = ["", "One overlap", "Two overlaps", "Three overlaps", "Four overlaps", "Five overlaps"];

function Overlaps({ twice }: Pick<ReturnType<typeof weekSum>, "twice">) {
  const { go } = usePlanner();
  /** On a phone, and in the folded night, items are on the day's own page. */
  const show = ({ slice, date }: (typeof twice)[number]) => {
    const key = keyOf(slice.placed.item);
    focusItem(key);
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement.dataset.item !== key) go({ view: "day", date });
  };
  const named = twice.slice(0, namedMost);
  return (
    <>
      {numbers[twice.length] ?? `${twice.length} overlaps`}:{" "}
      {named.map((overlap, index) => (
        <span key={overlap.words}>
          {index > 0 && (twice.length > namedMost ? ", " : " and ")}
          <button className="link" type="button" onClick={() => show(overlap)}>
            {overlap.words}
          </button>
        </span>
      ))}
      {twice.length > namedMost && ` and ${twice.length - namedMost} more`}.
    </>
  );
}
