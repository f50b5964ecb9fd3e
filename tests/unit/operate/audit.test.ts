import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { judgeAudit } from "../../../tools/audit/judge-audit.ts";

/** Runs `npm run audit` against a registry. */
function audit(registry: string): Promise<{ status: number; words: string }> {
  const env = { ...process.env, npm_config_registry: registry };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["dev/run.js", "tools/audit/main.ts"], { env }, (_error, out, err) =>
      resolve({ status: child.exitCode ?? -1, words: out + err }),
    );
  });
}

/** A registry that knows these weaknesses. */
async function withRegistry(advisories: object, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    const isAsked = request.url?.endsWith("/advisories/bulk") === true;
    response.writeHead(isAsked ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(isAsked ? advisories : {}));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** npm caches what it learned of an id. */
const weakness = (id: number, severity: string) => [
  { id, url: "https://example.com/advisory", title: "A weakness", severity, vulnerable_versions: "*" },
];

test("a severe vulnerability in what is shipped fails the check, a slight one is reported, and those of developers' tools are left out", async () => {
  const known = { pg: weakness(101, "critical"), lighthouse: weakness(102, "critical"), zod: weakness(103, "low") };
  await withRegistry(known, async (registry) => {
    const { status, words } = await audit(registry);
    expect(words).toContain("critical: pg https://example.com/advisory");
    expect(words).toContain("low: zod");
    expect(words).not.toContain("lighthouse");
    expect(status).toBe(1);
  });
  const slight = { vulnerabilities: { zod: { severity: "low", via: weakness(103, "low") } } };
  expect(judgeAudit(JSON.stringify(slight))).toMatchObject({ isWell: true, says: expect.stringContaining("low: zod") });
});

test("where no registry answers, the check says that none was asked, and does not fail", async () => {
  expect(await audit("http://127.0.0.1:9/")).toMatchObject({ status: 0, words: expect.stringContaining("not asked") });
});
