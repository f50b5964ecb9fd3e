import type { Api } from "../../harness/api.ts";

/** Does a big step as it must be done: previewed, then confirmed. */
export async function confirmed<N extends "rescheduleItems" | "deleteItems" | "completeItems">(
  door: Api,
  name: N,
  args: object,
) {
  const { confirm } = await door.call(name, { ...args, previewOnly: true });
  return door.call(name, { ...args, confirm });
}

export const wholeYear = { from: "2027-01-01", to: "2027-12-31", limit: 200 };

/** What is on the agenda, by text. */
export async function readByText(door: Api) {
  const { items } = await door.call("listItems", wholeYear);
  return new Map(items.map((item) => [item.text, item]));
}
