import type { Socket } from "node:net";
import { expect, test } from "@playwright/test";
import { clientAddress } from "../../../server/http/client-address.ts";

const from = (remoteAddress: string, forwarded?: string) => ({
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  socket: { remoteAddress } as Socket,
});

test("without own proxies the client is the peer, whatever it claims", () => {
  expect(clientAddress(from("203.0.113.7"), 0)).toBe("203.0.113.7");
  expect(clientAddress(from("203.0.113.7", "198.51.100.1, 198.51.100.2"), 0)).toBe("203.0.113.7");
});

test("each own proxy reports its peer, and nothing before its entry is trusted", () => {
  const told = "198.51.100.1, 198.51.100.2, 198.51.100.3";
  expect(clientAddress(from("10.0.0.1", told), 1)).toBe("198.51.100.3");
  expect(clientAddress(from("10.0.0.1", told), 2)).toBe("198.51.100.2");
  expect(clientAddress(from("10.0.0.1", "198.51.100.1"), 2)).toBe("10.0.0.1"); // it passed only one of them
  expect(clientAddress(from("10.0.0.1"), 1)).toBe("10.0.0.1");
  expect(clientAddress(from("10.0.0.1", ""), 1)).toBe("10.0.0.1");
});

test("an IPv6 client is its /64 network, and IPv4-mapped IPv6 is IPv4", () => {
  for (const address of ["2001:db8:1:2::3", "2001:0DB8:0001:0002:ffff:1:2:3", "2001:db8:1:2:3:4:5:6"])
    expect(clientAddress(from(address), 0)).toBe("2001:db8:1:2::/64");
  expect(clientAddress(from("::1"), 0)).toBe("0:0:0:0::/64");
  expect(clientAddress(from("2001:db8::"), 0)).toBe("2001:db8:0:0::/64");
  expect(clientAddress(from("fe80::1%eth0"), 0)).toBe("fe80:0:0:0::/64");
  expect(clientAddress(from("::ffff:203.0.113.7"), 0)).toBe("203.0.113.7");
  expect(clientAddress(from("10.0.0.1", "x".repeat(5_000)), 1)).toHaveLength(45);
});
