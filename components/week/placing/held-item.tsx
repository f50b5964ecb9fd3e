import { useTranslations } from "next-intl";
import { keyOf } from "../../sync/entry-key.ts";
import { comma } from "../../words/listed.ts";
import { placedAt } from "../grid-item.tsx";
import { belowNight } from "../rules/pieces.ts";
import { daysAbove, isSamePlace, isTimed, stretchesOf } from "../rules/place.ts";
import { type Held, useTipWords } from "./use-placing.ts";

interface Props {
  readonly held: Held;
  readonly date: string;
  readonly isNightOpen: boolean;
}

/** An item being moved, at its new place on this day. A live region says the same. */
export function HeldItem({ held, date, isNightOpen }: Props) {
  const { placed, was, to, isSaving } = held;
  if (!isTimed(to) || daysAbove(to) || isSamePlace(was, to)) return null;
  const stretches = stretchesOf(to);
  return stretches.map((stretch, index) => {
    const seen = stretch.date === date ? belowNight(stretch, isNightOpen) : undefined;
    if (!seen) return null;
    return (
      <li
        key={`held ${keyOf(placed.item)}`}
        className={`slot is-held ${stretch.runsOn ? "is-over" : ""} ${seen.to - seen.from <= 30 ? "is-short" : ""}`}
        style={placedAt(seen, { x: 0, width: 1 })}
        aria-hidden="true"
      >
        <span className="slot-body">
          <strong dir="auto">{placed.item.text}</strong>
        </span>
        {index === stretches.findIndex((one) => belowNight(one, isNightOpen)) && !isSaving && <Tip held={held} />}
      </li>
    );
  });
}

/** The new time, the old one, and the keys that end the move. */
export function Tip({ held }: { readonly held: Held }) {
  const t = useTranslations();
  const { range, was } = useTipWords(held);
  return (
    <span className="slot-tip">
      <time>{range}</time>
      {was && comma(t) + was}
      <br />
      {t.rich(held.by === "keys" ? "week.enterOrEscape" : "week.escape", { kbd: (key) => <kbd>{key}</kbd> })}
    </span>
  );
}
