import { createHash } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import { env } from "../../../env.ts";

/** Encrypts data that must be stored but not readable: in a cookie before sign-in, in the database after it. */
function secret(): Uint8Array {
  return createHash("sha256").update(`agenda session ${env().LOGTO_COOKIE_SECRET}`).digest();
}

/** @param seconds how long it can be unsealed */
export async function seal(data: object, seconds: number): Promise<string> {
  return new EncryptJWT({ data })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(`${seconds} s`)
    .encrypt(secret());
}

/** @returns null if it was altered, has expired, or was sealed with another secret */
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
