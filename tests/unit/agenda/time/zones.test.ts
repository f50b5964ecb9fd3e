import { expect, test } from "@playwright/test";
import { requireTimeZone } from "../../../../agenda/time/zones.ts";
import { refused } from "../item/refused.ts";

const zone = (name: string) => requireTimeZone(name, ["timeZone"]);

test("a zone is returned in canonical case, and UTC is one", () => {
  expect(["europe/paris", "Europe/Paris", "utc", "AMERICA/ARGENTINA/BUENOS_AIRES", "Europe/Paris"].map(zone)).toEqual([
    ...["Europe/Paris", "Europe/Paris", "UTC", "America/Argentina/Buenos_Aires", "Europe/Paris"],
  ]);
});

test("an older name of a zone is kept", () => {
  expect(["Asia/Calcutta", "Asia/Kolkata", "US/Pacific"].map(zone)).toEqual([
    "Asia/Calcutta",
    "Asia/Kolkata",
    "US/Pacific",
  ]);
});

for (const offset of ["+02:00", "+02", "-0530", "+02:00:00", "UTC+2", "GMT-3", "Z", "UTC +2", "\u22125:00"])
  test(`the offset ${offset} is refused as an offset`, () => {
    expect(refused(() => zone(offset))).toContain("is an offset, not a time zone");
  });

for (const [name, near] of [
  ["Paris", "Europe/Paris?"],
  ["kolkata", "Asia/Kolkata?"],
  ["Europe/New York", "America/New_York?"],
  ["Buenos Aires", "America/Buenos_Aires?"],
  ["Kyiv", "Europe/Kyiv?"],
  ["Europe/Pariss", "Europe/Paris?"],
  ["America/Los_Angelos", "America/Los_Angeles?"],
] as const)
  test(`"${name}" is refused, suggesting ${near.slice(0, -1)}`, () => {
    expect(refused(() => zone(name))).toBe(`#/timeZone: There is no time zone "${name}". Did you mean ${near}`);
  });

for (const name of ["Mars/Base", "IST", "PST", "", "/", "☃", "Europe/", "a/b/c/d"])
  test(`an invalid zone is refused with an example: ${JSON.stringify(name)}`, () => {
    expect(refused(() => zone(name))).toContain("Use an IANA name such as Europe/Paris.");
  });

test("the cache is bounded for thousands of different names", () => {
  for (let i = 0; i < 5000; i++) {
    const bits = [..."europe/paris"].map((letter, bit) => ((i >> bit) & 1 ? letter.toUpperCase() : letter));
    if (zone(bits.join("")) !== "Europe/Paris") throw new Error(bits.join(""));
  }
  expect(zone("EUROPE/PARIS")).toBe("Europe/Paris");
});
