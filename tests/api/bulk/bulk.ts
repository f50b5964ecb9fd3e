import type { Api } from "../../harness/api.ts";

/** Runs a bulk operation as required: preview, then confirm. */
export async function confirmed<N extends "rescheduleItems" | "deleteItems" | "completeItems">(
  door: Api,
  name: N,
  args: object,
) {
  const { confirm } = await door.call(name, { ...args, previewOnly: true });
  return door.call(name, { ...args, confirm });
}

export const wholeYear = { from: "2027-01-01", to: "2027-12-31", limit: 200 };

/** The agenda's items by text. */
export async function readByText(door: Api) {
  const { items } = await door.call("listItems", wholeYear);
  return new Map(items.map((item) => [item.text, item]));
}
