import { hash } from "node:crypto";
import type { StoredItem } from "../../agenda/item/item-content.ts";
import type { UserId } from "../caller.ts";

const host = "@agenda-assistant";

/**
 * The suffix of the UIDs of all items that a user created here: ids are unique only within one agenda. Does not reveal the
 * user.
 */
const tailOf = (userId: UserId): string => `.${hash("sha256", `calendar ${userId}`, "hex").slice(0, 20)}${host}`;

/**
 * The permanent UID of an item for calendar programs: the imported one, or else our own. After a series was split both parts
 * have the same imported UID; the older one keeps it.
 * @returns a function to call for each item in order of id
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

/** The UID that an item has here, whether or not it also brought one along. */
export const ownUidsOf = (userId: UserId) => {
  const tail = tailOf(userId);
  return ({ id }: StoredItem): string => id + tail;
};

/** The ids of the items that our own UIDs refer to; foreign ones are skipped. */
export function idsOfUids(userId: UserId, uids: readonly string[]): string[] {
  const tail = tailOf(userId);
  return uids.flatMap((uid) => {
    const id = uid.endsWith(tail) ? uid.slice(0, -tail.length) : "";
    return /^[0-9a-z]{12}$/.test(id) ? id : [];
  });
}
