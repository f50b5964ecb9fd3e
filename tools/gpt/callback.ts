import { createServer } from "node:http";

const waitMs = 10 * 60_000;

/**
 * Waits on this machine for the browser to return from signing in. Requests without our `state` are ignored.
 * @param redirectUri a loopback address with a port, as registered at the identity server
 * @param onReady called once the port is open, so that nobody is sent there too early
 */
export function waitForCallback(redirectUri: string, state: string, onReady: () => void): Promise<URL> {
  const { hostname, port, pathname, origin } = new URL(redirectUri);
  if (hostname !== "localhost" && hostname !== "127.0.0.1")
    throw new Error(
      `The redirect address ${redirectUri} is not on this machine: register a loopback one for this client.`,
    );
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", origin);
      const isOurs = url.pathname === pathname && url.searchParams.get("state") === state;
      response.writeHead(isOurs ? 200 : 400, { "Content-Type": "text/plain; charset=utf-8", Connection: "close" });
      response.end(isOurs ? "Done. You may close this page.\n" : "This is not the sign-in that was asked for.\n");
      if (isOurs) finish(() => resolve(url));
    });
    const timer = setTimeout(() => finish(() => reject(new Error("Nobody signed in within 10 minutes."))), waitMs);
    const finish = (then: () => void) => {
      clearTimeout(timer);
      server.close();
      then();
    };
    server.once("error", (error) =>
      finish(() => reject(new Error(`Cannot listen at ${redirectUri} for the callback: ${error.message}`))),
    );
    server.listen(Number(port || 80), "127.0.0.1", onReady);
  });
}
