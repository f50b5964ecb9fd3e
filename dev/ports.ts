import net from "node:net";

/** A port kept open until its future owner is about to listen, so that no other process takes it. */
export interface ReservedPort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * Reserves a port on a host, or another free one if it is taken.
 *
 * For a loopback host it also reserves the IPv6 loopback: `localhost` resolves to that first, so another process there would
 * answer in our place.
 * @throws if the host is not an address of this machine, or the port needs privileges that this user lacks
 */
export async function reservePort(preferred: number, host: string): Promise<ReservedPort> {
  const hosts = ["localhost", "127.0.0.1"].includes(host) ? ["127.0.0.1", "::1"] : [host];
  for (const port of [preferred, 0, 0, 0, 0]) {
    const reserved = await hold(port, hosts);
    if (reserved) return reserved;
  }
  throw new Error(`No free port on ${host}`);
}

/** A port of the loopback that is free right now, for a program that cannot take over a reserved one. */
export async function freePort(): Promise<number> {
  const { port, release } = await reservePort(0, "127.0.0.1");
  await release();
  return port;
}

async function hold(wanted: number, hosts: readonly string[]): Promise<ReservedPort | undefined> {
  const servers: net.Server[] = [];
  const release = async () => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  let port = wanted;
  for (const [index, host] of hosts.entries()) {
    try {
      const server = await listen(port, host);
      servers.push(server);
      port = (server.address() as net.AddressInfo).port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (index > 0 && code !== "EADDRINUSE") continue; // no IPv6 on this machine
      await release();
      if (code === "EADDRINUSE") return undefined;
      if (code === "EACCES") throw new Error(`Port ${port} on ${host} needs more rights than this user has`);
      throw new Error(`HOST ${host} is not an address of this machine (${code})`);
    }
  }
  return { port, release };
}

function listen(port: number, host: string): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}
