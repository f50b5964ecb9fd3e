import { Plus, TriangleAlert } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { endAfter } from "./add-line.ts";
import type { GapRow, TwiceRow } from "./day-line.ts";
import { wordsOfGap, wordsOfTwice } from "./day-words.ts";
import { QuickAdd } from "./quick-add.tsx";
import { useReading } from "./reading.ts";

/** Above this the ruler is broken and only its length is said. */
const tallestMinutes = 240;

/** As long as is usual, or as the free stretch is. */
const endOf = ({ from, minutes, to }: GapRow, usualMinutes: number): string =>
  minutes <= usualMinutes ? to : endAfter(from, usualMinutes);

/** What lies between two items: free time at its true height, or time until something. */
export function Between({ row, date }: { readonly row: GapRow; readonly date: string }) {
  const { hour12, usualMinutes } = useReading();
  const [isAdding, setIsAdding] = useState(false);
  const { short, long } = wordsOfGap(row, hour12);
  const style = { "--minutes": Math.min(row.minutes, tallestMinutes), "--tick": row.tick ?? 999 } as CSSProperties;
  const isBroken = row.minutes > tallestMinutes;
  const classes = `between is-${row.kind} ${isBroken ? "is-broken" : ""}`;
  if (isAdding) {
    const slot = { date, startTime: row.from, endTime: endOf(row, usualMinutes) };
    return (
      <li className={classes} style={style}>
        <span className="line" />
        <QuickAdd slot={row.kind === "free" ? slot : { date }} onClose={() => setIsAdding(false)} />
      </li>
    );
  }
  return (
    <li className={classes} style={style}>
      <span className="line" />
      {row.kind === "free" ? (
        <button type="button" aria-label={`${long}. Add an item here`} onClick={() => setIsAdding(true)}>
          {short}
          <Plus className="icon" aria-hidden="true" />
        </button>
      ) : (
        <p>{short}</p>
      )}
    </li>
  );
}

/** Time that is taken twice, said between the two. */
export function Twice({ row, id }: { readonly row: TwiceRow; readonly id: string | undefined }) {
  const { hour12 } = useReading();
  const style = { "--minutes": row.minutes ?? 0 } as CSSProperties;
  return (
    <li className="between is-twice" style={style} id={id} tabIndex={-1}>
      <span className="line" />
      <p>
        <TriangleAlert className="icon" aria-hidden="true" />
        {wordsOfTwice(row, hour12)}
      </p>
    </li>
  );
}
