import { createServer, request as send } from "node:http";

export interface CountingProxy {
  /** Without a path, like LOGTO_ENDPOINT. */
  readonly url: string;
  /** Requests so far, by path. */
  readonly calls: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Transparent proxy in front of the identity server that counts requests. */
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

/** The app's own requests to the identity server when a program calls: the token's owner, and its client. */
export function tokenChecks(calls: ReadonlyMap<string, number>): number {
  return (calls.get("/oidc/me") ?? 0) + (calls.get("/oidc/token/introspection") ?? 0);
}
