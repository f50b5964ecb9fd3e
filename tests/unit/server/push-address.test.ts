import { expect, test } from "@playwright/test";
import { isPublicAddress, isPushAddress } from "../../../server/push/public-address.ts";

// What isPushAddress allows of this machine depends on APP_URL: tests/api/reminders tries both.
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
  ])
    expect(isPushAddress(endpoint), endpoint).toBe(false);
  for (const endpoint of ["https://fcm.googleapis.com/fcm/send/a", "https://8.8.8.8/a", "https://[2606:4700::1111]/a"])
    expect(isPushAddress(endpoint), endpoint).toBe(true);
});
