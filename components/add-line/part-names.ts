/** Names of an item's parts in an add line. */
export const partNames = {
  date: "add-line.date",
  time: "add-line.time",
  end: "add-line.end",
  rule: "add-line.rule",
  location: "add-line.location",
  url: "add-line.url",
  tag: "add-line.tag",
  reminder: "add-line.reminder",
} as const;
export type PartName = (typeof partNames)[keyof typeof partNames] | "add-line.text";
