import { randomInt } from "node:crypto";

// Crockford's base 32: no i, l, o, u, so an id can be read aloud.
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

function write(value: number, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = digits.charAt(rest % 32) + text;
  return text;
}

/**
 * Ids for items that are made together: 12 characters, sorted by creation, then by order within the call.
 * 9 characters of milliseconds since 1970 (until the year 3084), 3 of a random start that counts up.
 * Unique for one person, because a person's writes take turns; a rare collision fails the write, which is then done again.
 * @param nowMs milliseconds since 1970
 */
export function makeItemIds(count: number, nowMs: number): string[] {
  const start = randomInt(32 ** 3 - count);
  return Array.from({ length: count }, (_, index) => write(nowMs, 9) + write(start + index, 3));
}
