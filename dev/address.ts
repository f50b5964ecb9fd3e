import type { Settings } from "./launch-settings.ts";
import { type ReservedPort, reservePort } from "./ports.ts";

/** Where the app listens, and how people reach it. */
export interface Address {
  readonly port: ReservedPort;
  readonly url: string;
  /** What a person should know about it. */
  readonly remarks: readonly string[];
}

const DEFAULT_PORT = 3_000;
/** What to listen on so that http://localhost finds it. */
const REACHES_LOCALHOST = new Set(["127.0.0.1", "localhost", "::1", "0.0.0.0", "::"]);

/**
 * Holds the port of PORT, else of an APP_URL on this machine, else 3000, or a free one (docs/decisions/0015).
 * @throws when the port is taken and APP_URL was set: an address that somebody registered cannot follow to another port
 */
export async function reserveAddress({ APP_URL, PORT, HOST }: Settings): Promise<Address> {
  const preferred = PORT ?? portOf(APP_URL) ?? DEFAULT_PORT;
  const port = await reservePort(preferred, HOST);
  const remarks: string[] = [];
  if (port.port !== preferred) {
    if (APP_URL)
      throw new Error(`Port ${preferred} is taken, and APP_URL is set to an address: free it, or set another PORT`);
    remarks.push(`port ${preferred} is taken: the app uses ${port.port}`);
  }
  const url = APP_URL ?? `http://localhost:${port.port}`;
  if (!APP_URL && !REACHES_LOCALHOST.has(HOST))
    remarks.push(`warning: ${url} does not lead to HOST ${HOST}; HOST=0.0.0.0 would serve both`);
  return { port, url, remarks };
}

/** The port of an address that reaches this machine without a proxy in between. */
function portOf(appUrl: string | undefined): number | undefined {
  if (!appUrl) return undefined;
  const { protocol, port } = new URL(appUrl);
  return protocol === "http:" && port ? Number(port) : undefined;
}
