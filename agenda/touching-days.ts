/** Days by number, from the first to the last. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** The same days in as few stretches as possible, in order. */
export function joinDays(stretches: readonly Days[]): Days[] {
  const joined: Days[] = [];
  for (const each of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && each.from <= last.to + 1)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, each.to) };
    else joined.push(each);
  }
  return joined;
}

/** Whether a stretch has a day in common with others, joined. A hundred years among thousands cost a dozen steps. */
export function isTouching({ from, to }: Days, joined: readonly Days[]): boolean {
  let low = 0;
  let high = joined.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((joined[middle] as Days).to < from) low = middle + 1;
    else high = middle;
  }
  const first = joined[low];
  return first !== undefined && first.from <= to;
}
