import { createECDH } from "node:crypto";
import { env } from "../../env.ts";

interface VapidKeys {
  /** A contact address for push services. */
  readonly subject: string;
  /** Base64url, as browsers expect it: an uncompressed point of P-256. */
  readonly publicKey: string;
  readonly privateKey: string;
}

let keys: VapidKeys | null | undefined;

/** The keys that identify this agenda to push services; null if none are configured. @see RFC 8292 */
export function vapidKeys(): VapidKeys | null {
  keys ??= readKeys();
  return keys;
}

function readKeys(): VapidKeys | null {
  const { VAPID_PRIVATE_KEY: privateKey, APP_URL } = env();
  if (privateKey === undefined) return null;
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(privateKey, "base64url");
  const subject = APP_URL.startsWith("https:") ? APP_URL : "mailto:agenda@localhost";
  return { subject, publicKey: curve.getPublicKey("base64url"), privateKey };
}
