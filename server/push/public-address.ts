import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { env, isLoopback } from "../../env.ts";

/**
 * Addresses of this machine, of private networks, and reserved ones: no push service is at any of them, and Logto calls none.
 * @see the IANA special-purpose address registries (RFC 6890)
 */
const notPublic = new BlockList();
for (const [network, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
  ] as const),
  ...([
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ] as const),
])
  notPublic.addSubnet(network, bits, "ipv4");

/** IPv6's public range; within it, what leads elsewhere: documentation, tunnels, translations to IPv4. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
for (const [network, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  notPublic.addSubnet(network, bits, "ipv6");

export const isPublicAddress = (address: string): boolean =>
  isIP(address) === 4
    ? !notPublic.check(address, "ipv4")
    : publicV6.check(address, "ipv6") && !notPublic.check(address, "ipv6");

/** On a developer's machine the push service may run there too. */
const isLoopbackAllowed = (): boolean => isLoopback(new URL(env().APP_URL).hostname);

/** Whether an endpoint's address could be a push service's, judging by its text. */
export function isPushAddress(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, username, password } = new URL(endpoint);
  if (username || password) return false;
  if (isLoopback(hostname)) return isLoopbackAllowed() && (protocol === "https:" || protocol === "http:");
  const host = hostname.replace(/^\[|\]$/g, "");
  return protocol === "https:" && (isIP(host) === 0 ? host.includes(".") : isPublicAddress(host));
}

/** Resolves a host name for a connection, which then uses the checked address: a different answer later has no effect. */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  const asked: LookupOptions = { ...options, all: true };
  lookup(hostname, asked, (failure, found) => {
    const all = (Array.isArray(found) ? found : []) as LookupAddress[];
    const isOwn = isLoopback(hostname) && isLoopbackAllowed();
    const [first] = all;
    if (failure || !first) return done(failure ?? new Error("No address."), "", 4);
    if (!isOwn && !all.every(({ address }) => isPublicAddress(address)))
      return done(new Error("The name leads to a private address."), "", 4);
    if (options.all) (done as (failure: null, all: LookupAddress[]) => void)(null, all);
    else done(null, first.address, first.family);
  });
};
