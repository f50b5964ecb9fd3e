/** A stretch of one day in wall-clock minutes, as drawn. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch's horizontal place: 0 is the day's left edge, 1 its right edge. */
export interface Across {
  readonly x: number;
  readonly width: number;
  /** Whether it is drawn on top of another that contains it. */
  readonly isInner: boolean;
  readonly hasInner: boolean;
}

/** Share of the outer one's width that inner ones take. */
const innerShare = 0.54;
/** Share of the day that some letters of a title need. */
const readableShare = 0.25;

/**
 * Columns for stretches that overlap partly. One that lies wholly within another is drawn on its right side, so that the outer one keeps
 * its width and its bar. Only one level deep, and only where columns for all would be no wider: anything else would be too narrow to read.
 * @returns one per stretch, in the same order
 */
export function placeAcross(stretches: readonly Stretch[]): readonly Across[] {
  const inOrder = stretches
    .map((_, index) => index)
    .sort((a, b) => compare(at(stretches, a), at(stretches, b)) || a - b);
  const placed = new Map(
    clustersOf(inOrder, stretches).flatMap((cluster) => {
      const nested = nestedIn(cluster, stretches);
      if (narrowest(nested) >= readableShare) return nested;
      const beside = columnsOf(cluster, stretches, 0, 1).map(([index, column]): [number, Across] => [
        index,
        { ...column, isInner: false, hasInner: false },
      ]);
      return narrowest(beside) > narrowest(nested) ? beside : nested;
    }),
  );
  return stretches.map((_, index) => placed.get(index) as Across);
}

const narrowest = (placed: readonly [number, Across][]): number => Math.min(...placed.map(([, { width }]) => width));

/** @param inOrder indices of a cluster */
function nestedIn(inOrder: readonly number[], stretches: readonly Stretch[]): [number, Across][] {
  const inner = new Map<number, number[]>();
  const outer: number[] = [];
  for (const index of inOrder) {
    const host = outer.find((other) => holds(at(stretches, other), at(stretches, index)));
    if (host === undefined) outer.push(index);
    else inner.set(host, [...(inner.get(host) ?? []), index]);
  }
  return columnsOf(outer, stretches, 0, 1).flatMap(([index, { x, width }]) => {
    const held = inner.get(index) ?? [];
    const left = x + width * (1 - innerShare);
    return [
      [index, { x, width, isInner: false, hasInner: held.length > 0 }],
      ...columnsOf(held, stretches, left, width * innerShare).map(([one, column]): [number, Across] => [
        one,
        { ...column, isInner: true, hasInner: false },
      ]),
    ];
  });
}

type Column = Pick<Across, "x" | "width">;

/** @param indices in the order of `compare` */
function columnsOf(
  indices: readonly number[],
  stretches: readonly Stretch[],
  left: number,
  width: number,
): [number, Column][] {
  return clustersOf(indices, stretches).flatMap((cluster) => {
    const columns: number[][] = [];
    for (const index of cluster) {
      const free = columns.find((column) => at(stretches, column.at(-1) ?? 0).to <= at(stretches, index).from);
      if (free) free.push(index);
      else columns.push([index]);
    }
    const each = width / columns.length;
    return columns.flatMap((column, number) =>
      column.map((index): [number, Column] => {
        // Widened over free columns.
        const next = columns.findIndex(
          (other, beside) => beside > number && other.some((one) => overlaps(at(stretches, one), at(stretches, index))),
        );
        const span = (next === -1 ? columns.length : next) - number;
        return [index, { x: left + each * number, width: each * span }];
      }),
    );
  });
}

/** Groups that overlap each other directly or through others. */
function clustersOf(indices: readonly number[], stretches: readonly Stretch[]): number[][] {
  const clusters: number[][] = [];
  let reached = Number.NEGATIVE_INFINITY;
  for (const index of indices) {
    const { from, to } = at(stretches, index);
    if (from >= reached) clusters.push([]);
    clusters.at(-1)?.push(index);
    reached = Math.max(reached, to);
  }
  return clusters;
}

const at = (stretches: readonly Stretch[], index: number): Stretch => stretches[index] as Stretch;
const compare = (a: Stretch, b: Stretch): number => a.from - b.from || b.to - a.to;
const overlaps = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;
const holds = (outer: Stretch, inner: Stretch): boolean =>
  outer.from <= inner.from && inner.to <= outer.to && outer.to - outer.from > inner.to - inner.from;
