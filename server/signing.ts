import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "../env.ts";

/**
 * Signs what must come back unaltered, although everybody may read it.
 * @param purpose what it is for: a signature for one purpose is none for another
 * @returns 43 characters
 */
export function sign(purpose: string, text: string): string {
  const key = createHmac("sha256", env().LOGTO_COOKIE_SECRET).update(`agenda ${purpose}`).digest();
  return createHmac("sha256", key).update(text).digest("base64url");
}

/** Whether it was signed for this purpose, with the secret that is in use now. */
export function isSigned(purpose: string, text: string, signature: string): boolean {
  const expected = Buffer.from(sign(purpose, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
