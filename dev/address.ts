import type { Settings } from "./launch-settings.ts";
import { type ReservedPort, reservePort } from "./ports.ts";

/** Where the app listens, and the URL people use. */
export interface Address {
  readonly port: ReservedPort;
  readonly url: string;
  /** Remarks for the user. */
  readonly remarks: readonly string[];
}

const DEFAULT_PORT = 3_000;
/** Hosts to listen on so that http://localhost reaches it. */
const REACHES_LOCALHOST = new Set(["127.0.0.1", "localhost", "::1", "0.0.0.0", "::"]);

/**
 * Reserves the port from PORT, or from an APP_URL on this machine, or 3000, or any free one (docs/decisions/0015).
 * @throws if the port is taken and APP_URL is set: a registered address cannot move to another port
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

/** The port of an address that reaches this machine without a proxy. */
function portOf(appUrl: string | undefined): number | undefined {
  if (!appUrl) return undefined;
  const { protocol, port } = new URL(appUrl);
  return protocol === "http:" && port ? Number(port) : undefined;
}
