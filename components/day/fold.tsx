import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import type { Shown } from "../actions/agenda-actions.ts";
import { keyOf } from "../sync/entry-key.ts";
import type { Placed } from "../timeline/placed-item.ts";
import { inRow } from "../words/listed.ts";

interface Props {
  readonly label: ReactNode;
  readonly placed: readonly Placed[];
  /** Minimum number to fold; a single one usually takes no more room than its fold. */
  readonly least?: number;
  readonly shown: Shown;
  readonly children: ReactNode;
}

/** On a phone, one line for past or all-day items, so that now and next fit the first screen. Elsewhere its contents. */
export function Fold({ label, placed, least = 2, shown, children }: Props) {
  const t = useTranslations();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  // Assistants' changes show without a tap.
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
          <span className="fold-names">
            {inRow(
              placed.map(({ item }) => `\u2068${item.text}\u2069`),
              t,
            )}
          </span>
          <ChevronDown className="icon" aria-hidden="true" />
        </button>
      )}
      <div id={id} className={isFoldable && !isOpen ? "is-folded-away" : undefined}>
        {children}
      </div>
    </>
  );
}
