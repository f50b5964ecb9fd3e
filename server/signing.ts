import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../env.ts";

/** Signs with a long-lived secret: each purpose has its own key. */
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

/** Whether it was signed for this purpose with the secret, or with the one before it. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const { LOGTO_COOKIE_SECRET, LOGTO_COOKIE_SECRET_PREVIOUS } = env();
  const given = Buffer.from(signature);
  return [LOGTO_COOKIE_SECRET, LOGTO_COOKIE_SECRET_PREVIOUS].some((secret) => {
    const expected = Buffer.from(secret === undefined ? "" : signWith(secret, purpose, text));
    return given.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
  });
}
