import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { reservePort } from "../../../dev/ports.ts";
import { residentBytes } from "../cpu.ts";
import { withInspector } from "../inspector.ts";
import type { Parts } from "../parts.ts";
import { cookieOf, makePerson } from "../person.ts";

export interface FeedMemory {
  readonly feeds: number;
  readonly beforeBytes: number;
  readonly withFeedsBytes: number;
  readonly bytesPerFeed: number;
}

/** As many as one session may hold. */
const ofSession = 20;

/** For each feed the cookie of its session: people sign in as they do, and each opens many. */
async function cookiesFor(parts: Parts, feeds: number): Promise<string[]> {
  const cookies: string[] = [];
  while (cookies.length < feeds) {
    const cookie = await cookieOf(parts, await makePerson(parts));
    cookies.push(...Array<string>(Math.min(ofSession, feeds - cookies.length)).fill(cookie));
  }
  return cookies;
}

/** Opens feeds and waits for the first message of each. */
async function openFeeds(agent: Agent, url: string, cookies: readonly string[]): Promise<void> {
  const open = async (cookie: string) => {
    const asked = get(`${url}/api/feed?since=0`, { agent, headers: { cookie } });
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    if (answer.statusCode !== 200) throw new Error(`A feed answered ${answer.statusCode}.`);
    answer.on("error", () => {});
    for await (const chunk of answer.iterator({ destroyOnReturn: false })) if (String(chunk).includes("data:")) break;
    answer.resume();
  };
  for (let start = 0; start < cookies.length; start += 25)
    await Promise.all(cookies.slice(start, start + 25).map(open));
}

/** Memory per open feed in the app's process, measured after garbage collection, with a first batch opened and closed before. */
export async function measureFeeds(parts: Parts, feeds: number): Promise<FeedMemory> {
  const reserved = await reservePort(47_010, "127.0.0.1");
  await reserved.release();
  const app = await parts.startInstance({ nodeOptions: `--inspect=127.0.0.1:${reserved.port}` });
  const agent = new Agent({ keepAlive: true, maxSockets: feeds });
  try {
    const settle = async () => {
      for (let time = 0; time < 3; time++) {
        await withInspector(reserved.port, (inspect) => inspect("HeapProfiler.collectGarbage"));
        await pause(500);
      }
    };
    const first = new Agent({ keepAlive: true, maxSockets: feeds });
    await openFeeds(first, app.url, await cookiesFor(parts, 100));
    first.destroy();
    await settle();
    const beforeBytes = residentBytes(app.pid);
    await openFeeds(agent, app.url, await cookiesFor(parts, feeds));
    await settle();
    const withFeedsBytes = residentBytes(app.pid);
    return { feeds, beforeBytes, withFeedsBytes, bytesPerFeed: (withFeedsBytes - beforeBytes) / feeds };
  } finally {
    agent.destroy();
    await app.stop();
  }
}
