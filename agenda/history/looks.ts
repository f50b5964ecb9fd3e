/** A look of the user at the agenda: which revision, and when. */
interface LookedAt {
  readonly rev: number;
  readonly atMs: number;
}

/** How far one entry's marks were seen and kept. */
interface MarkSeen {
  readonly seenRev?: number;
  readonly seenAtMs?: number;
  readonly keptRev?: number;
}

/** Which assistant changes a user has seen and kept. */
export interface Looks {
  /** Everything up to this change is kept. */
  readonly keptRev: number;
  /** Oldest first. */
  readonly looks: readonly LookedAt[];
  /** By mark key. */
  readonly marks: Readonly<Record<string, MarkSeen>>;
}

/** How long seen ink takes to dry. */
const driesAfterMs = 86_400_000;

/** Limits for remembered looks and marks. */
const looksMost = 30;
const marksMost = 1_000;

/** The revision up to which an entry's ink is dry: kept, or seen a day ago. */
export function dryRevOf({ keptRev, marks }: Looks, key: string, nowMs: number): number {
  const { seenRev = 0, seenAtMs = nowMs, keptRev: own = 0 } = marks[key] ?? {};
  return Math.max(keptRev, own, nowMs - seenAtMs >= driesAfterMs ? seenRev : 0);
}

/** The user's last look before a change. */
export const lookBefore = ({ looks }: Looks, rev: number): LookedAt | undefined =>
  looks.findLast((look) => look.rev < rev);

/** Records that the user looks at a revision now. */
export function withLook(looks: Looks, look: LookedAt): Looks {
  const others = looks.looks.filter(({ rev }) => rev !== look.rev);
  return { ...looks, looks: [...others, look].sort((a, b) => a.rev - b.rev) };
}

/** Drops what is no longer needed once all up to `keptRev` is kept. */
export function compacted(looks: Looks, keptRev: number, nowMs: number): Looks {
  const next = { ...looks, keptRev: Math.max(looks.keptRev, keptRev) };
  const left = Object.entries(looks.marks).filter(
    ([, { seenRev = 0, keptRev: own = 0 }]) => Math.max(seenRev, own) > next.keptRev,
  );
  // Over the limit, the oldest count as kept, with all that are as old: merely forgotten, they would be fresh again.
  const forgotten = left.map(([, { seenRev = 0, keptRev: own = 0 }]) => Math.max(seenRev, own)).sort((a, b) => b - a)[
    marksMost
  ];
  if (forgotten !== undefined) return compacted(next, forgotten, nowMs);
  const firstTold = Math.max(
    0,
    next.looks.findLastIndex(({ rev }) => rev <= next.keptRev),
  );
  const told = next.looks.slice(firstTold).slice(-looksMost);
  const marks = Object.fromEntries(
    left.map(([key, seen]) => {
      const dryRev = dryRevOf(next, key, nowMs);
      return [key, dryRev >= (seen.seenRev ?? 0) ? { keptRev: dryRev } : seen];
    }),
  );
  return { ...next, looks: told, marks };
}
