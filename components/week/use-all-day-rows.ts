import { useMemo, useState } from "react";
import type { Day } from "../timeline/days.ts";
import { type AllDayPiece, allDayRows } from "./rules/all-day-rows.ts";

/** Rows drawn before the rest is only counted. */
const rowsMost = 4;

/** The rows above the grid, as far as they are drawn. */
export interface AllDayRows {
  readonly seen: readonly AllDayPiece[];
  /** Number of items that are not drawn. */
  readonly hidden: number;
  /** Whether some can be hidden. */
  readonly isLong: boolean;
  readonly isWhole: boolean;
  readonly setIsWhole: (isWhole: boolean) => void;
}

export function useAllDayRows(days: readonly Day[]): AllDayRows {
  const [isWhole, setIsWhole] = useState(false);
  return useMemo(() => {
    const pieces = allDayRows(days);
    const isLong = pieces.some(({ row }) => row > rowsMost);
    const seen = isLong && !isWhole ? pieces.filter(({ row }) => row < rowsMost) : pieces;
    return { seen, hidden: pieces.length - seen.length, isLong, isWhole, setIsWhole };
  }, [days, isWhole]);
}
