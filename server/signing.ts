import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../env.ts";

/** How long-lived secrets sign: each purpose has a key of its own. */
export function signWith(secret: string, purpose: string, text: string): string {
  const key = createHmac("sha256", secret).update(`agenda ${purpose}`).digest();
  return createHmac("sha256", key).update(text).digest("base64url");
}

/**
 * Signs public data that must come back unaltered.
 * @param purpose a signature is only valid for the purpose it was made for
 * @returns 43 characters
 */
export function sign(purpose: string, text: string): string {
  return signWith(env().LOGTO_COOKIE_SECRET, purpose, text);
}

/** Whether it was signed for this purpose with the current secret. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const expected = Buffer.from(sign(purpose, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
