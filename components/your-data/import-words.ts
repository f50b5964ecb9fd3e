interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly refused: number;
}

export const itemWords = (count: number): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? "item" : "items"}`;

/** "4 items will be added, 1 will be changed; 2 are there already; 1 cannot be taken." */
export function countWords({ added, changed, same, refused }: Counts, tense: "will" | "done" = "will"): string {
  const verb = (word: string) => (tense === "will" ? `will be ${word}` : word);
  const parts = [
    ...(added > 0 ? [`${itemWords(added)} ${verb("added")}`] : []),
    ...(changed > 0 ? [`${itemWords(changed)} ${verb("changed")}`] : []),
    ...(same > 0 ? [`${itemWords(same)} there already`] : []),
    ...(refused > 0 ? [`${itemWords(refused)} left out`] : []),
  ];
  return parts.length === 0 ? "There is nothing in it for an agenda." : `${parts.join(", ")}.`;
}
