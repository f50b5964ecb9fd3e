import type { Door } from "../contract/fields/item.ts";

declare const brand: unique symbol;
/** Logto's `sub`. Branded, so that no other string passes for one. */
export type UserId = string & { readonly [brand]: "UserId" };

/**
 * A subject as Logto or a cookie names it; undefined for what cannot be one, such as text that no database takes.
 * @see OpenID Connect Core §2 (at most 255 characters; Logto's have 12)
 */
export function readUserId(sub: unknown): UserId | undefined {
  const isOne = typeof sub === "string" && /^[^\0\uFFFD]{1,128}$/.test(sub) && sub.isWellFormed();
  return isOne ? (sub as UserId) : undefined;
}

/** Who asks, through which door. */
export interface Caller {
  readonly userId: UserId;
  readonly door: Door;
  /** The OAuth client that asks, where the identity server told. */
  readonly clientId?: string;
  /** What that program calls itself: for people to read, proof of nothing. */
  readonly clientName?: string;
  /** The assistant's conversation, where it told. */
  readonly conversation?: string;
  /** What the pages call the person, where a browser asks and Logto knows a name. */
  readonly name?: string;
}
