import { expect, test } from "@playwright/test";
import { browserOf, newcomer } from "../../harness/api.ts";

const told = (zone: string) => ({ "browser-time-zone": zone });

test("the browser's zone is learned at the first sign-in, and floating items get it", async () => {
  const { person, gpt } = await newcomer();
  const { id } = await gpt.make({ text: "a", date: "2027-07-01", startTime: "09:00" });
  const web = await browserOf(person, told("America/Argentina/Buenos_Aires"));
  const settings = { timeZone: "America/Argentina/Buenos_Aires", timeZoneSource: "settings" };
  expect(await web.call("getSettings")).toMatchObject(settings);
  expect(await gpt.call("getSettings")).toMatchObject(settings);
  expect((await gpt.call("getItemById", { id })).item).toMatchObject({ startsAt: "2027-07-01T09:00:00-03:00" });
  const { changes } = await gpt.call("listChanges", { since: 1 });
  expect(changes).toMatchObject([{ id: 2, door: "web", settings: true, items: [{ id, kind: "updated" }] }]);
});

test("a cookie's value may come percent-encoded", async () => {
  const { person, gpt } = await newcomer();
  await browserOf(person, told("Asia%2FTokyo"));
  expect(await gpt.call("getSettings")).toMatchObject({ timeZone: "Asia/Tokyo", timeZoneSource: "settings" });
});

test("a different zone reported by a browser later is not adopted", async () => {
  const { person, gpt } = await newcomer("Europe/Paris");
  await browserOf(person, told("Asia/Tokyo"));
  expect(await gpt.call("getSettings")).toMatchObject({ timeZone: "Europe/Paris" });
  expect((await gpt.call("listChanges")).rev).toBe(1);
});

test("an invalid zone is ignored, and signing in continues", async () => {
  const { person, gpt } = await newcomer();
  for (const zone of ["Nowhere", "%E0%A4%A", "%25", "+02:00", "x".repeat(2_000)]) await browserOf(person, told(zone));
  expect(await gpt.call("getSettings")).toMatchObject({ timeZone: "UTC", timeZoneSource: "unknown" });
});
