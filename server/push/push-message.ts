import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent, request } from "node:https";
import webPush from "web-push";
import { isPushAddress, lookupPublic } from "./public-address.ts";
import { vapidKeys } from "./vapid.ts";

/** Where a message goes, with the browser's keys for it. */
interface PushTarget {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

interface PushOptions {
  /** A later message with the same topic replaces one that was not delivered yet. At most 32 letters and digits. */
  readonly topic: string;
  /** How long a push service keeps it for a device that is away. */
  readonly ttlSeconds: number;
}

/** A push service's answer. `gone`: it no longer knows the device, or does not take our key for it. */
export type Delivery = "reached" | "gone" | "failed";

/** For a whole message, however slowly an answer drips in. */
const patienceMs = 10_000;
/** Devices with many different hosts must not get a socket each. */
const sockets = { keepAlive: true, maxSockets: 64, maxTotalSockets: 512, timeout: patienceMs, lookup: lookupPublic };
const agents = { "https:": new Agent(sockets), "http:": new HttpAgent(sockets) };
/** A push service's answer is short, and nobody reads it: a long one is cut off. */
const answerMost = 4_096;

/**
 * Sends one message, encrypted for the browser that gave the keys: the push service learns its length, and nothing else. Follows
 * no redirects.
 * @see RFC 8030, RFC 8291, RFC 8292
 */
export async function pushMessage(target: PushTarget, payload: string, options: PushOptions): Promise<Delivery> {
  const vapidDetails = vapidKeys();
  if (vapidDetails === null) return "failed";
  if (!isPushAddress(target.endpoint)) return "gone";
  const { endpoint, p256dh, auth } = target;
  try {
    const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      ...{ vapidDetails, TTL: options.ttlSeconds, urgency: "high", topic: options.topic, contentEncoding: "aes128gcm" },
    });
    return meaningOf(await post(endpoint, details.headers, details.body));
  } catch {
    return "failed"; // a private address, too: names may resolve wrongly for a moment
  }
}

function meaningOf(status: number): Delivery {
  if (status >= 200 && status < 300) return "reached";
  // 401 and 403: the endpoint belongs to another key of ours. The page subscribes again.
  return [401, 403, 404, 410].includes(status) ? "gone" : "failed";
}

function post(endpoint: string, headers: webPush.Headers, body: Buffer | null): Promise<number> {
  const url = new URL(endpoint);
  const isPlain = url.protocol === "http:";
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const signal = AbortSignal.timeout(patienceMs);
  const options = { method: "POST", headers: headers as Record<string, string>, signal };
  const asked = isPlain
    ? httpRequest(url, { ...options, agent: agents["http:"] })
    : request(url, { ...options, agent: agents["https:"] });
  asked.on("response", (answer) => {
    let left = answerMost;
    answer.on("data", (piece: Buffer) => {
      left -= piece.length;
      if (left < 0) answer.destroy();
    });
    answer.on("error", () => undefined); // cut off
    resolve(answer.statusCode ?? 0);
  });
  asked.on("error", reject);
  asked.end(body);
  return promise;
}
