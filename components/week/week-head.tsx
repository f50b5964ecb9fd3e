import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
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
  const t = useTranslations();
  const { date, visit, go } = usePlanner();
  const reading = useReader();
  const { name, year } = weekName(first, reading);
  const wantsNow = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on every navigation
  useEffect(() => {
    if (!wantsNow.current) return;
    wantsNow.current = false;
    grid.current?.querySelector("[data-now]")?.scrollIntoView({ block: "center" });
  }, [visit, grid]);
  const { open, twice } = weekSum(days, reading, t);
  return (
    <header className="page-head wk-head">
      <h1 className="page-name wk-name" id="week-name">
        <button
          type="button"
          data-pick-day=""
          aria-label={t("week.goElsewhere", { week: name, year })}
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
          aria-label={t("week.previous")}
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
          {t("words.today")}
        </button>
        <button
          className="square"
          type="button"
          aria-label={t("week.next")}
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

function Overlaps({ twice }: Pick<ReturnType<typeof weekSum>, "twice">) {
  const t = useTranslations();
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
      {t.rich("week.overlapsAt", {
        ...{ count: twice.length, named: named.length, more: twice.length - named.length },
        first: () => named[0] && <OverlapLink overlap={named[0]} onShow={show} />,
        second: () => named[1] && <OverlapLink overlap={named[1]} onShow={show} />,
      })}
    </>
  );
}

interface LinkProps {
  readonly overlap: ReturnType<typeof weekSum>["twice"][number];
  readonly onShow: (overlap: LinkProps["overlap"]) => void;
}

function OverlapLink({ overlap, onShow }: LinkProps) {
  return (
    <button className="link" type="button" onClick={() => onShow(overlap)}>
      {overlap.words}
    </button>
  );
}
