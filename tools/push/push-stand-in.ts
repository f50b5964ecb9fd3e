import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a device got, as its browser would hand it to the service worker. */
interface Pushed {
  readonly message: { readonly title: string; readonly body: string; readonly tag: string; readonly url: string };
  readonly atMs: number;
  readonly ttlSeconds: number;
  readonly topic: string | undefined;
  readonly urgency: string | undefined;
  /** How many bytes the push service saw. */
  readonly bytes: number;
}

/** A browser's subscription, and what arrived for it. */
interface StandInDevice {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly pushed: Pushed[];
  /** What the push service answers from now on; 0: nothing at all. */
  status: number;
  /** The same for a message with this title alone. */
  statusOf: Readonly<Record<string, number>>;
}

interface Keys {
  readonly curve: ECDH;
  readonly auth: Buffer;
  readonly device: StandInDevice;
  /** The server's key that the browser subscribed with, if it named one. */
  readonly signer: string | undefined;
}

/**
 * A push service and the browsers behind it: it takes messages for its subscriptions, checks who signed them and decrypts them.
 * Written from the RFCs, independently of the product.
 * @see RFC 8030, RFC 8188, RFC 8291, RFC 8292
 */
export async function startPushStandIn() {
  const devices = new Map<string, Keys>();
  const refused: string[] = [];
  const server = createServer(async (request, response) => {
    const keys = devices.get(request.url ?? "");
    const body = await bodyOf(request);
    if (!keys || keys.device.status === 404) return response.writeHead(404).end();
    const { device } = keys;
    let { status } = device;
    try {
      const key = requireSigned(request);
      if (keys.signer !== undefined && key !== keys.signer) return response.writeHead(403).end();
      const message = JSON.parse(decrypt(body, keys).toString());
      const { ttl = "", topic, urgency } = request.headers as Record<string, string | undefined>;
      const seen = { ttlSeconds: Number(ttl), topic, urgency, bytes: body.length, key };
      status = device.statusOf[message.title] ?? status;
      device.pushed.push({ message, atMs: Date.now(), ...seen });
    } catch (thrown) {
      refused.push(String(thrown));
      return response.writeHead(400).end();
    }
    if (status !== 0) response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** Why messages were refused: not encrypted for the device, or not signed. */
    refused,
    /** @param signer the only key that may write to it, base64url; any when absent */
    subscribe(signer?: string): StandInDevice {
      const path = `/${randomBytes(12).toString("base64url")}`;
      const curve = createECDH("prime256v1");
      const p256dh = curve.generateKeys("base64url");
      const auth = randomBytes(16);
      const device = {
        ...{ endpoint: url + path, p256dh, auth: auth.toString("base64url") },
        ...{ pushed: [], status: 201, statusOf: {} },
      };
      devices.set(path, { curve, auth, device, signer });
      return device;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const hkdf = (salt: Buffer, key: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync("sha256", key, salt, info, length));

function decrypt(body: Buffer, { curve, auth }: Keys): Buffer {
  const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)];
  const sender = body.subarray(21, 21 + idLength);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), curve.getPublicKey(), sender]);
  const input = hkdf(auth, curve.computeSecret(sender), info, 32);
  const key = hkdf(salt, input, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = hkdf(salt, input, Buffer.from("Content-Encoding: nonce\0"), 12);
  const sealed = body.subarray(21 + idLength);
  const opened = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([opened.update(sealed.subarray(0, -16)), opened.final()]);
  return padded.subarray(0, padded.lastIndexOf(2));
}

/** @returns the public key that signed it */
function requireSigned(request: IncomingMessage): string {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(request.headers.authorization ?? "") ?? [];
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const publicKey = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, format: "jwk" });
  const [head = "", claims = "", signature = ""] = token.split(".");
  const signed = Buffer.from(`${head}.${claims}`);
  const form = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
  if (!verify("sha256", signed, form, Buffer.from(signature, "base64url"))) throw new Error("wrong signature");
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString());
  if (aud !== `http://${request.headers.host}`) throw new Error(`wrong audience ${aud}`);
  if (exp * 1000 < Date.now() || exp * 1000 > Date.now() + 86_400_000) throw new Error("wrong expiry");
  if (!/^(mailto:|https:)/.test(sub)) throw new Error(`wrong subject ${sub}`);
  return key;
}
