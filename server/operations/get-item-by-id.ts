import { answerItem } from "../../agenda/answers.ts";
import type { getItemById as contract, Input, Output } from "../../contract/operations.ts";
import type { Caller } from "../identity/caller.ts";
import { findItem } from "../storage/items.ts";
import { findPerson } from "../storage/users.ts";
import { requireItem } from "./existing-item.ts";

/** Reads one item whole. */
export async function getItemById(caller: Caller, { id }: Input<typeof contract>): Promise<Output<typeof contract>> {
  const [item, person] = await Promise.all([findItem(caller.userId, id), findPerson(caller.userId)]);
  return { item: answerItem(requireItem(item), { readIn: person.timeZone ?? "UTC" }) };
}
