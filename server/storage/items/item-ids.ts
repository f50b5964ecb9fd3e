import { randomInt } from "node:crypto";

// Crockford's base 32: no i, l, o, u, so that an id can be read aloud.
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

function write(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = digits.charAt(rest % 32) + text;
  return text;
}

/**
 * Ids for items created together: 12 characters, sorted by creation, then by order within the call. 9 characters of Unix time
 * in milliseconds (until the year 3084), 3 of a counter with a random start. Unique per user, because a user's writes are
 * serialized; in a rare collision the write fails and is retried.
 * @param nowMs Unix time in milliseconds
 */
export function makeItemIds(count: number, nowMs: number): string[] {
  const start = randomInt(32 ** 3 - count);
  return Array.from({ length: count }, (_, index) => write(nowMs, 9) + write(start + index, 3));
}
