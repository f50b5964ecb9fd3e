import type { Conflict } from "../contract/planning.ts";
import { shorten } from "./answers.ts";
import type { ItemContent } from "./item-content.ts";
import { isOverlapping, occupiedBy, type Span } from "./occupied.ts";
import { tellMoment, tellSpan } from "./told-spans.ts";

/** A single item, or one date of a series: what stands on the agenda at one time. */
export interface Entry {
  readonly id: string;
  /** The original date of an occurrence; null for a single item. */
  readonly occurrence: string | null;
  readonly content: ItemContent;
}

/** Something that is put onto the agenda, and the time it takes. */
export interface Placed {
  /** Its place among the items of one call; null where there is only one. */
  readonly index: number | null;
  /** Null while it is not stored. */
  readonly id: string | null;
  readonly content: ItemContent;
  readonly span: Span;
}

/** Of what is put onto the agenda, that which takes time. */
export function placedOf(contents: readonly ItemContent[], ids: readonly string[] | null): Placed[] {
  return contents.flatMap((content, index) => {
    const span = occupiedBy(content);
    return span ? [{ index, id: ids?.[index] ?? null, content, span }] : [];
  });
}

/** Something new, and what is in its time. */
export interface Clash {
  readonly placed: Placed;
  readonly with: Pick<Entry, "occurrence" | "content"> & { readonly id: string | null };
}

/**
 * What is in the time of something new: entries of the agenda, and the others of the same call. For each new one in order, its
 * clashes by start.
 * @param entries of the agenda, in any order; may hold some that clash with nothing
 */
export function clashesOf(placed: readonly Placed[], entries: readonly Entry[]): Clash[] {
  const others = placed.map(({ id, content }) => ({ id, occurrence: null, content }));
  const all: Clash["with"][] = [...entries, ...others];
  return placed.flatMap((one) =>
    all
      .filter(({ content }) => {
        const span = content === one.content ? null : occupiedBy(content);
        return span !== null && isOverlapping(span, one.span);
      })
      .sort((a, b) => (a.content.startsAtMs ?? 0) - (b.content.startsAtMs ?? 0))
      .map((other) => ({ placed: one, with: other })),
  );
}

const textMost = 200;

/** A clash as it is answered. @param readIn the zone on whose wall it is told */
export function tellClash({ placed: { index }, with: { id, occurrence, content } }: Clash, readIn: string): Conflict {
  const { text, startsAtMs, endsAtMs, endTime } = content;
  const span = { startsAtMs: startsAtMs ?? 0, endsAtMs: endsAtMs ?? startsAtMs ?? 0 };
  const { lengthMinutes: _, ...told } = tellSpan(span, readIn);
  return {
    ...(index !== null && { index }),
    ...(id !== null && { id }),
    ...(occurrence !== null && { occurrence }),
    text: shorten(text, textMost),
    ...(endTime === null ? tellMoment(span.startsAtMs, readIn) : told),
  };
}
