import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";

/**
 * The client's address for rate limiting: an IPv4 address, or the /64 network of an IPv6 one, which is what one customer gets.
 * @param trustedHops number of the operator's own proxies in front: each appends its peer to X-Forwarded-For, and everything
 * before their entries was written by the client
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">, trustedHops: number) {
  const heard = [headers["x-forwarded-for"] ?? []].flat().join(",").split(",");
  const forwarded = trustedHops > 0 ? heard.at(-trustedHops)?.trim() : undefined;
  return networkOf(forwarded || (socket.remoteAddress ?? ""));
}

function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain.slice(0, 45);
  const [head = "", tail] = (plain.split("%")[0] ?? "").split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0");
  const network = (tail === undefined ? groups : [...groups, ...zeros, ...rest]).slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
