import { hash } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import { env } from "../../../env.ts";

/** Encrypts data that must be stored but not readable: in a cookie before sign-in, in the database after it. */
const keyOf = (secret: string): Uint8Array => hash("sha256", `agenda session ${secret}`, "buffer");

/** @param seconds how long it can be unsealed */
export async function seal(data: object, seconds: number): Promise<string> {
  return new EncryptJWT({ data })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(`${seconds} s`)
    .encrypt(keyOf(env().LOGTO_COOKIE_SECRET));
}

/** @returns null if it was altered, has expired, or was sealed with neither the secret nor the one before it */
export async function unseal<T extends object>(sealed: string): Promise<T | null> {
  const { LOGTO_COOKIE_SECRET, LOGTO_COOKIE_SECRET_PREVIOUS } = env();
  const data = await unsealWith<T>(sealed, LOGTO_COOKIE_SECRET);
  return data ?? (LOGTO_COOKIE_SECRET_PREVIOUS ? unsealWith<T>(sealed, LOGTO_COOKIE_SECRET_PREVIOUS) : null);
}

async function unsealWith<T extends object>(sealed: string, secret: string): Promise<T | null> {
  try {
    const { payload } = await jwtDecrypt<{ data: T }>(sealed, keyOf(secret), {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return payload.data;
  } catch {
    return null;
  }
}
