import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { EncryptJWT } from "jose";
import { reservePort } from "../../../dev/ports.ts";
import { withDatabase } from "../agendas.ts";
import { residentBytes } from "../cpu.ts";
import { collectGarbage } from "../garbage.ts";
import type { Parts } from "../parts.ts";

export interface FeedMemory {
  readonly feeds: number;
  readonly beforeBytes: number;
  readonly withFeedsBytes: number;
  readonly bytesPerFeed: number;
}

/** Creates a session for each of many users directly in the database: signing 500 users in would measure something else. */
async function makeSessions(parts: Parts, count: number): Promise<string[]> {
  const made = Array.from({ length: count }, () => {
    const userId = `bench_${randomBytes(6).toString("hex")}`;
    const id = randomBytes(32).toString("base64url");
    return { userId, id, idHash: createHash("sha256").update(id).digest("base64url") };
  });
  const people = made.map(({ userId }) => userId);
  // Sealed as in server/identity/web/sealing.ts, which cannot be used here because it reads an app's whole configuration.
  const key = createHash("sha256").update(`agenda session ${parts.cookieSecret}`).digest();
  const data = await new EncryptJWT({ data: { idToken: "of nobody" } })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime("1 h")
    .encrypt(key);
  await withDatabase(parts, async (database) => {
    await database.query(`INSERT INTO "User" (id) SELECT unnest($1::text[])`, [people]);
    await database.query(
      `INSERT INTO "Session" ("userId", "idHash", data, "expiresAt")
        SELECT u, h, $3, now() + interval '1 hour' FROM unnest($1::text[], $2::text[]) AS s (u, h)`,
      [people, made.map(({ idHash }) => idHash), data],
    );
  });
  return made.map(({ userId, id }) => `${parts.sessionCookie}=s.${Buffer.from(userId).toString("base64url")}.${id}`);
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
  const app = await parts.startInstance(`--inspect=127.0.0.1:${reserved.port}`);
  const agent = new Agent({ keepAlive: true, maxSockets: feeds });
  try {
    const settle = async () => {
      for (let time = 0; time < 3; time++) {
        await collectGarbage(reserved.port);
        await pause(500);
      }
    };
    const first = new Agent({ keepAlive: true, maxSockets: feeds });
    await openFeeds(first, app.url, await makeSessions(parts, 100));
    first.destroy();
    await settle();
    const beforeBytes = residentBytes(app.pid);
    await openFeeds(agent, app.url, await makeSessions(parts, feeds));
    await settle();
    const withFeedsBytes = residentBytes(app.pid);
    return { feeds, beforeBytes, withFeedsBytes, bytesPerFeed: (withFeedsBytes - beforeBytes) / feeds };
  } finally {
    agent.destroy();
    await app.stop();
  }
}
