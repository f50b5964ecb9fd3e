import { createServer, request as send } from "node:http";

export interface CountingProxy {
  /** Without a path, as LOGTO_ENDPOINT is written. */
  readonly url: string;
  /** Requests that came so far, by path. */
  readonly calls: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Stands in front of the identity server and counts who knocks; everything passes through unchanged. */
export async function startCountingProxy({ port, behind }: { port: number; behind: number }): Promise<CountingProxy> {
  const calls = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url?.replace(/\?.*/s, "") ?? "";
    calls.set(path, (calls.get(path) ?? 0) + 1);
    const { method, headers, url } = incoming;
    const passed = send({ host: "127.0.0.1", port: behind, method, headers, path: url }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://localhost:${port}`,
    calls,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What the app itself asks of the identity server when a program calls: whose token it is, and which program's. */
export function tokenChecks(calls: ReadonlyMap<string, number>): number {
  return (calls.get("/oidc/me") ?? 0) + (calls.get("/oidc/token/introspection") ?? 0);
}
