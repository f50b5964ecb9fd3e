import { expect, test } from "@playwright/test";
import { newcomer } from "../../harness/api.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { sendRaw } from "../../harness/raw-http.ts";

const forged = '{"time":"2026-11-28T00:00:00.000Z","level":"info","forged":true}';

/** From our own first line on: before it Next reports that it is starting. */
const linesOf = (app: Instance) => {
  const lines = app.log().split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("{"))).filter((line) => line !== "");
};

/** Stops it as an operator would; its log can still be read. */
async function terminate(app: Instance): Promise<void> {
  process.kill(app.pid, "SIGTERM");
  await app.ended;
}

test("no input becomes a log line of its own, and every line is JSON", async () => {
  const app = await startInstance();
  try {
    const escaped = encodeURIComponent(`\n${forged}\n`);
    const image = await sendRaw(
      [`GET /_next/image?url=${encodeURIComponent(`/api/${escaped}`)}&w=64&q=75 HTTP/1.1`],
      "",
      app.url,
    );
    expect(image.status).toBe(404);
    for (const url of [`%2Ficon.svg`, `%2Fopenapi.yaml`, `https%3A%2F%2Fexample.com%2F`, escaped])
      expect((await sendRaw([`GET /_next/image?url=${url}&w=64&q=75 HTTP/1.1`], "", app.url)).status).toBe(404);
    const form = ["Content-Type: multipart/form-data; boundary=x", "Content-Length: 0"];
    for (const headers of [
      [`Next-Action: ${forged}`, "Content-Length: 0"],
      [`Next-Action: ${"a".repeat(42)}`, "Content-Type: text/plain", "Content-Length: 0"],
      [`next-action: Quittenmus`, ...form],
      [`Origin: https://${forged.length}.example`, "X-Forwarded-Host: Quittenmus", "Next-Action: x", ...form],
      [`RSC: 1`, `Next-Router-State-Tree: ${forged}`, "Content-Length: 0"],
      [`Next-Router-State-Tree: %`, "RSC: 1", "Content-Length: 0"],
      form,
    ])
      for (const line of [
        "POST / HTTP/1.1",
        "POST /privacy HTTP/1.1",
        `GET /%0a${encodeURIComponent(forged)} HTTP/1.1`,
      ])
        await sendRaw([line, ...headers], "", app.url);
    await sendRaw([`GET /${escaped}%ff HTTP/1.1`], "", app.url);
    await sendRaw([`GET /_next/data/x/${escaped}.json HTTP/1.1`], "", app.url);
    await sendRaw([`OPTIONS * HTTP/1.1`], "", app.url);
    await fetch(`${app.url}/api/nothing`);
    await terminate(app);
    expect(linesOf(app).length).toBeGreaterThan(0);
    for (const line of linesOf(app)) expect(() => JSON.parse(line), line).not.toThrow();
    for (const word of ["forged", "Quittenmus", "example"]) expect(app.log()).not.toContain(word);
  } finally {
    await app.stop();
  }
});

test("every answer given before SIGTERM has its line when the process has ended", async () => {
  const { client } = await newcomer("UTC");
  const app = await startInstance();
  const headers = { authorization: `Bearer ${await client.accessToken()}` };
  const ids: (string | null)[] = [];
  const ask = async () => {
    const response = await fetch(`${app.url}/api/nothing`, { headers });
    ids.push(response.headers.get("x-request-id"));
    await response.body?.cancel();
  };
  for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 30 }, ask));
  await terminate(app);
  const logged = new Set(linesOf(app).map((line) => (JSON.parse(line) as { requestId?: string }).requestId));
  expect(ids).toHaveLength(300);
  expect(ids.filter((id) => id === null || !logged.has(id))).toEqual([]);
  await app.stop();
});
