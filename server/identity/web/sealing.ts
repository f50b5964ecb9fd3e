import { createHash } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import { env } from "../../../env.ts";

/** Encrypts what must be kept but not be readable: in a cookie before sign-in, in the database after it. */
function secret(): Uint8Array {
  return createHash("sha256").update(`agenda session ${env().LOGTO_COOKIE_SECRET}`).digest();
}

/** @param seconds how long it can be opened */
export async function seal(data: object, seconds: number): Promise<string> {
  return new EncryptJWT({ data })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(`${seconds} s`)
    .encrypt(secret());
}

/** @returns null when it was altered, is too old, or was sealed with another secret */
export async function unseal<T extends object>(sealed: string): Promise<T | null> {
  try {
    const { payload } = await jwtDecrypt<{ data: T }>(sealed, secret(), {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return payload.data;
  } catch {
    return null;
  }
}
