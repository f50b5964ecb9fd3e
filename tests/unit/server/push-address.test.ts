import { expect, test } from "@playwright/test";
import { isPublicAddress, isPushAddress, lookupPublic } from "../../../server/push/public-address.ts";
import { configure } from "../configured.ts";

// As deployed. On a developer's machine, where a push service may run too, tests/api/reminders has one.
configure();

test("private, loopback and reserved addresses are not public", () => {
  for (const address of [
    ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1"],
    ...["0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1"],
    ...["::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "ff02::1", "nonsense"],
  ])
    expect(isPublicAddress(address), address).toBe(false);
  for (const address of ["8.8.8.8", "172.32.0.1", "142.250.1.1", "2a00:1450:4001::1", "2606:4700::1111"])
    expect(isPublicAddress(address), address).toBe(true);
});

test("a push service is at an https address with a name or a public number", () => {
  for (const endpoint of [
    ...[
      "http://push.example.com/a",
      "https://user:pass@push.example.com/a",
      "https://intranet/a",
      "ftp://push.example.com",
    ],
    ...[
      "https://10.0.0.1/a",
      "https://[fe80::1]/a",
      "https://169.254.169.254/latest",
      "nonsense",
      "https://[::ffff:7f00:1]/",
    ],
    ...[
      "https://localhost/a",
      "https://127.0.0.1/a",
      "http://127.0.0.1:3000/a",
      "https://[::1]/a",
      "https://2130706433/a",
    ],
  ])
    expect(isPushAddress(endpoint), endpoint).toBe(false);
  for (const endpoint of ["https://fcm.googleapis.com/fcm/send/a", "https://8.8.8.8/a", "https://[2606:4700::1111]/a"])
    expect(isPushAddress(endpoint), endpoint).toBe(true);
});

test("a name that leads to a private address is not connected to, whatever it looked like before", async () => {
  const leads = (name: string) =>
    new Promise((resolve) => lookupPublic(name, {}, (failure, address) => resolve(failure ? "refused" : address)));
  // Other ways to write a number are read by the resolver itself, so no network is asked.
  for (const name of ["localhost", "127.1", "0x7f000001", "0x0a.1", "10.0.0.1"])
    expect(await leads(name), name).toBe("refused");
  expect(await leads("0x08080808")).toBe("8.8.8.8");
});
