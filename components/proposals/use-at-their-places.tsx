import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Sent } from "../sync/api-client.ts";
import { type Reader, useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import type { Slot } from "../timeline/line-times.ts";
import { AskedItem } from "./asked-item.tsx";
import type { Chosen } from "./chosen-proposals.tsx";
import type { Proposal } from "./use-proposals.ts";

type Decide = (sent: Sent<"decideProposals">) => Promise<boolean>;

interface Options {
  readonly proposals: readonly Proposal[] | undefined;
  readonly isBusy: boolean;
  readonly choosing: Chosen | undefined;
  readonly decide: Decide;
  readonly place: ((slots: readonly Slot[]) => void) | undefined;
}

/**
 * Places each single-entry proposal where it would be in the days.
 * @returns those placed: the others are on days that are not shown
 */
export function useAtTheirPlaces({ proposals, isBusy, choosing, decide, place }: Options): ReadonlySet<string> {
  const reader = useReader();
  const [standing, setStanding] = useState<ReadonlySet<string>>(new Set());
  const onStand = useCallback((id: string, stands: boolean) => {
    setStanding((others) => new Set([...others].filter((each) => each !== id).concat(stands ? id : [])));
  }, []);
  // Days re-render only when their contents change.
  const decideNow = useRef(decide);
  decideNow.current = decide;
  const onDecide: Decide = useCallback((sent) => decideNow.current(sent), []);
  const slots = useMemo(() => {
    if (!place) return [];
    return (proposals ?? []).flatMap((proposal): Slot[] => {
      const at = placeOf(proposal, reader);
      if (!at) return [];
      const item = <Standing key={proposal.id} {...{ proposal, isBusy, choosing, onDecide, onStand }} />;
      return [{ ...at, part: at.startTime ? item : <ul key={proposal.id}>{item}</ul> }];
    });
  }, [proposals, isBusy, choosing, onDecide, onStand, place, reader]);
  // At once: a checkbox in a day is ticked as it is clicked.
  useLayoutEffect(() => place?.(slots), [place, slots]);
  useEffect(() => () => place?.([]), [place]);
  return standing;
}

interface StandingProps extends Pick<Options, "isBusy" | "choosing"> {
  readonly proposal: Proposal;
  readonly onDecide: Decide;
  readonly onStand: (id: string, stands: boolean) => void;
}

function Standing({ onStand, ...props }: StandingProps) {
  const { id } = props.proposal;
  useEffect(() => {
    onStand(id, true);
    return () => onStand(id, false);
  }, [id, onStand]);
  return <AskedItem {...props} isInDay />;
}

/** Its place in the reader's local time; undefined for one about several entries, or none. */
function placeOf({ entries, entryCount }: Proposal, { timeZone }: Reader): Slot | undefined {
  const [entry] = entries;
  if (!entry || entryCount > 1) return undefined;
  const { startsAt, date } = entry.item;
  if (!startsAt) return { date };
  const wall = wallOf(Date.parse(startsAt), timeZone);
  return { date: wall.date, startTime: wall.time };
}
