import { ChevronDown } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { Shown } from "../actions/agenda-actions.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Placed } from "../timeline/placed-item.ts";

interface Props {
  readonly label: ReactNode;
  readonly placed: readonly Placed[];
  /** How many are folded at the least; one alone takes as a rule no more room than its fold. */
  readonly least?: number;
  readonly shown: Shown;
  readonly children: ReactNode;
}

/** On a phone, one line for what is over or lasts all day, so that now and next stand in the first screen. Elsewhere what it holds. */
export function Fold({ label, placed, least = 2, shown, children }: Props) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  // What the assistant did is seen without a tap.
  const isFoldable = placed.length >= least && !placed.some(({ item }) => shown.marks.has(keyOf(item)));
  return (
    <>
      {isFoldable && (
        <button
          className="fold"
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span>{label}</span>
          <span className="fold-count">{placed.length}</span>
          <span className="fold-names">{placed.map(({ item }) => item.text).join(", ")}</span>
          <ChevronDown className="icon" aria-hidden="true" />
        </button>
      )}
      <div id={id} className={isFoldable && !isOpen ? "is-folded-away" : undefined}>
        {children}
      </div>
    </>
  );
}
