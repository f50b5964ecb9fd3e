import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { freshName } from "./identity-door.ts";
import { startInstance } from "./instance.ts";
import { StandInLogto } from "./stand-in-logto.ts";

/**
 * Of server/identity/bearer.ts: 100 refusals within ten seconds close the door to tokens never seen, and at most 16 lookups under
 * way with 200 waiting can have slipped in before.
 */
const mostLookups = 100 + 16 + 200;

test("a flood of garbage tokens makes a bounded number of calls to Logto, and known tokens keep working", async () => {
  const logto = await StandInLogto.start();
  const app = await startInstance({ env: { LOGTO_ENDPOINT: logto.endpoint, LOGTO_GPT_APP_ID: logto.clientId } });
  try {
    const call = async (token: string) => {
      const response = await fetch(`${app.url}/api/items`, { headers: { authorization: `Bearer ${token}` } });
      const body = (await response.json()) as { code?: string };
      return { status: response.status, code: body.code, retryAfter: Number(response.headers.get("retry-after")) };
    };
    const known = randomUUID();
    logto.knows(known, freshName("sub"));
    expect((await call(known)).status).toBe(200);

    const startedMs = performance.now();
    const garbage = Array.from({ length: 2_000 }, () => randomUUID());
    const seen = new Map<number, number>();
    const takeOne = async () => {
      for (let token = garbage.pop(); token; token = garbage.pop()) {
        const { status, retryAfter } = await call(token);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        if (status === 503) expect(retryAfter).toBeGreaterThan(0);
        if (garbage.length % 100 === 0) expect(await call(known)).toMatchObject({ status: 200, code: undefined });
      }
    };
    await Promise.all(Array.from({ length: 40 }, takeOne));
    const windows = Math.ceil((performance.now() - startedMs) / 10_000);

    expect([...seen.keys()].sort()).toEqual([401, 503]);
    const lookups = logto.count("me") - 1;
    console.log(`2,000 garbage tokens: ${lookups} calls to Logto, answers ${JSON.stringify([...seen])}`);
    expect(lookups).toBeLessThanOrEqual(mostLookups * windows);
    expect(lookups).toBe(seen.get(401));
    expect((await call(known)).status).toBe(200);
    expect(logto.count("me", known)).toBe(1);
  } finally {
    await app.stop();
    await logto.stop();
  }
});
