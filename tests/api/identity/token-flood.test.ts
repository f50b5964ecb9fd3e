import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { freshName } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { StandInLogto } from "../../harness/stand-in-logto.ts";

/** Lookups of unknown tokens that one address may use at once, and the refill per second. */
const [most, perSecond] = [100, 10];
/** In Logto's format: 43 characters. */
const plausible = () => randomBytes(32).toString("base64url");

let logto: StandInLogto;
let app: Instance;
test.beforeAll(async () => {
  logto = await StandInLogto.start();
  const env = { LOGTO_ENDPOINT: logto.endpoint, LOGTO_GPT_APP_ID: logto.clientId, TRUSTED_PROXY_HOPS: "1" };
  app = await startInstance({ env });
});
test.afterAll(async () => {
  await app.stop();
  await logto.stop();
});

/** The answer to a token from a client behind the proxy; whatever precedes the proxy's entry was sent by the client. */
async function call(token: string, address: string) {
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-for": `198.51.100.99, ${address}` };
  const response = await fetch(`${app.url}/api/items`, { headers });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, code: body.code, retryAfter: Number(response.headers.get("retry-after")) };
}

/** The same, again after being shed: a slow machine sheds more than one. */
async function patientCall(token: string, address: string) {
  for (;;) {
    const answer = await call(token, address);
    if (answer.code !== "overloaded") return answer;
    await pause(answer.retryAfter * 1_000);
  }
}

function goodToken(make: () => string): string {
  const token = make();
  logto.knows(token, freshName("sub"));
  return token;
}

/** Many tokens that Logto never issued, ten at a time: more would be refused before Logto is asked. */
async function flood(make: () => string, address: () => string, meanwhile: () => Promise<void> = async () => {}) {
  const startedMs = performance.now();
  const before = logto.count("me");
  const seen = new Map<number, number>();
  let left = 800;
  const takeOne = async () => {
    while (left-- > 0) {
      const { status, retryAfter } = await call(make(), address());
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status === 503) expect(retryAfter).toBeGreaterThan(0);
      if (left % 40 === 0) await meanwhile();
    }
  };
  await Promise.all(Array.from({ length: 10 }, takeOne));
  const seconds = (performance.now() - startedMs) / 1000;
  expect([...seen.keys()].sort()).toEqual([401, 503]);
  const lookups = logto.count("me") - before;
  console.log(`800 junk tokens in ${seconds.toFixed(1)} s: ${lookups} calls to Logto, ${JSON.stringify([...seen])}`);
  return { lookups, affordable: most + perSecond * seconds };
}

test.setTimeout(120_000);

test("a flood of garbage costs Logto little and blocks neither known tokens nor new well-formed ones", async () => {
  const address = "203.0.113.7";
  const known = goodToken(randomUUID);
  expect((await call(known, address)).status).toBe(200);
  const news: number[] = [];
  const { lookups, affordable } = await flood(
    randomUUID,
    () => address,
    async () => {
      expect((await patientCall(known, address)).status).toBe(200);
      news.push((await patientCall(goodToken(plausible), address)).status);
    },
  );
  expect(news.length).toBeGreaterThan(10);
  expect(new Set(news)).toEqual(new Set([200]));
  expect(lookups - news.length).toBeLessThanOrEqual(affordable + 1);
  expect(logto.count("me", known)).toBe(1);
});

test("a flood of well-formed tokens blocks no other address, and its own only while it lasts", async () => {
  const [here, there] = ["2001:db8:1:2::3", "2001:db8:1:3::3"];
  const neighbours = () => `2001:db8:1:2::${Math.floor(Math.random() * 65_535).toString(16)}`; // one network, as a customer gets it
  const news: number[] = [];
  const { lookups, affordable } = await flood(plausible, neighbours, async () => {
    news.push((await patientCall(goodToken(plausible), there)).status);
  });
  expect(news.length).toBeGreaterThan(10);
  expect(new Set(news)).toEqual(new Set([200]));
  expect(lookups - news.length).toBeLessThanOrEqual(affordable + 1);
  const mine = goodToken(plausible);
  await expect.poll(async () => (await call(mine, here)).status, { timeout: 5_000 }).toBe(200);
});
