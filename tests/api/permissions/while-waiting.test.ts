import { once } from "node:events";
import { request } from "node:http";
import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";
import { query, userOf } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";

const program = running.gpt.clientId;
const items = [{ text: "Tea", date: "2027-03-05" }];

test("a program that is disconnected while its body is under way changes nothing", async () => {
  const { person, client, gpt } = await newcomer("Europe/Paris");
  const web = await browserOf(person);
  await gpt.call("listItems");
  const body = JSON.stringify({ items });
  const headers = {
    authorization: `Bearer ${await client.accessToken()}`,
    "content-type": "application/json",
    "content-length": body.length,
  };
  const status = async () => {
    const sending = request(new URL("/api/items", running.url), { method: "POST", headers });
    const answered = once(sending, "response"); // a busy door answers before the rest comes
    sending.write(body.slice(0, 10));
    await gpt.call("listItems"); // sent after the half, on the same instance
    await web.call("updateAssistant", { program, connected: false });
    sending.end(body.slice(10));
    const [response] = await answered;
    response.resume();
    if (response.statusCode !== 503) return response.statusCode;
    await web.call("updateAssistant", { program, connected: true });
    return status();
  };
  expect(await status()).toBe(403);
  expect((await web.call("listItems", { from: "2027-03-01", to: "2027-03-31" })).items).toEqual([]);
});

for (const [patch, code] of [
  [{ connected: false }, "client_blocked"],
  [{ level: "reads" }, "not_permitted"],
  [{ hiddenTags: ["private"] }, "not_permitted"],
] as const)
  test(`what the person decides while a write waits for its turn holds for it: ${Object.keys(patch)}`, async () => {
    const { person, gpt } = await newcomer("Europe/Paris");
    const web = await browserOf(person);
    const { id } = await gpt.make({ text: "Own", date: "2027-03-04" });
    const userId = await userOf(id);
    const held = query(
      `/* held ${id} */ WITH held AS MATERIALIZED (SELECT id FROM "User" WHERE id = $1 FOR UPDATE) SELECT pg_sleep(2) FROM held`,
      [userId],
    );
    const isHeld = () =>
      query(`SELECT 1 FROM pg_stat_activity WHERE query LIKE '/* held ' || $1 || '%' AND wait_event = 'PgSleep'`, [id]);
    await expect.poll(async () => (await isHeld()).length, { intervals: [50] }).toBe(1);
    const waiting = gpt.refusal("createItems", { items });
    const isWaiting = () =>
      query(
        `SELECT 1 FROM pg_stat_activity holding, pg_stat_activity waiting
          WHERE holding.query LIKE '/* held ' || $1 || '%' AND holding.pid = ANY (pg_blocking_pids(waiting.pid))`,
        [id],
      );
    await expect.poll(async () => (await isWaiting()).length, { intervals: [50] }).toBeGreaterThan(0);
    await web.call("updateAssistant", { program, ...patch });
    expect((await waiting).code).toBe(code);
    await held;
    expect((await web.call("listItems", { from: "2027-03-05", to: "2027-03-05" })).items).toEqual([]);
  });
