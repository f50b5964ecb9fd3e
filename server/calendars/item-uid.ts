import { createHash } from "node:crypto";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import type { UserId } from "../caller.ts";

const host = "@agenda-assistant";

/** What ends the UIDs of everything that a person made here: ids are unique within one agenda only. It does not tell who it is. */
const tailOf = (userId: UserId): string =>
  `.${createHash("sha256").update(`calendar ${userId}`).digest("hex").slice(0, 20)}${host}`;

/**
 * The name by which calendar programs know an item, for ever: the one that it brought along, else one of our own. Of a series that
 * was split both parts brought along the same; the older one keeps it.
 * @returns a function to ask item by item, in order of their ids
 */
export function uidsOf(userId: UserId): (item: StoredItem) => string {
  const tail = tailOf(userId);
  const owners = new Map<string, string>();
  return ({ id, imported }) => {
    if (!imported) return id + tail;
    const owner = owners.get(imported.uid) ?? id;
    owners.set(imported.uid, owner);
    return owner === id ? imported.uid : id + tail;
  };
}

/** The id of the item of our own that a UID names; undefined for one from elsewhere. */
export function idOfUid(userId: UserId, uid: string): string | undefined {
  const tail = tailOf(userId);
  const id = uid.endsWith(tail) ? uid.slice(0, -tail.length) : "";
  return /^[0-9a-z]{12}$/.test(id) ? id : undefined;
}
