import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { calendar, event, everything } from "../harness/calendar-files.ts";
import { day, entry } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const section = (page: Page, name: string) => page.getByRole("region", { name });
const fileOf = (text: string) => ({
  name: "calendar.ics",
  mimeType: "text/calendar",
  buffer: Buffer.from(text),
});
const chooseFile = (page: Page, text: string) =>
  page.getByLabel("Calendar file", { exact: true }).setInputFiles(fileOf(text));

async function save(page: Page, link: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  return readFile(await download.path(), "utf8");
}

test("one brings calendars in and takes them back, and has them read elsewhere", async ({ page, signIn, request }) => {
  await signIn({ visits: false });
  await page.goto("/account");
  const subscribe = section(page, "Read it elsewhere");
  await test.step("an invalid file is reported, and another can be chosen", async () => {
    await chooseFile(page, "hello");
    await expect(page.getByRole("alert").filter({ hasText: "no BEGIN:VCALENDAR" })).toBeVisible();
    await chooseFile(page, everything);
    await expect(page.getByText("5 items will be added.")).toBeVisible();
    await expect(page.getByText("Thursday 5 November 2026, 19:00 to 20:30; every Thursday")).toBeVisible();
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(page.getByLabel("Calendar file", { exact: true })).toBeFocused();
  });
  await test.step("one's data is accessible and fits in every look, with everything on it", async () => {
    await subscribe.getByRole("button", { name: "Create an address" }).click();
    await chooseFile(
      page,
      everything.replace("END:VCALENDAR", `${event("x@story", "SUMMARY:No date").join("\r\n")}\r\nEND:VCALENDAR`),
    );
    await expect(page.getByRole("button", { name: "Import 5 items" })).toBeVisible();
    await page.getByRole("button", { name: "Delete everything" }).click();
    await expect(page.getByText("Nothing was deleted.")).toBeVisible();
    await inEveryLook(page, (look) => expectAccessible(page, look));
  });
  await test.step("a private address is shown once, works, and stops working when revoked", async () => {
    const address = (await subscribe.getByRole("code").textContent()) ?? "";
    expect((await request.get(address)).status()).toBe(200);
    await expect(subscribe.getByRole("link", { name: "Open in the calendar program" })).toHaveAttribute(
      "href",
      /^webcal:/,
    );
    await page.reload();
    await expect(subscribe.getByText("It cannot be shown again")).toBeVisible();
    await expect(subscribe.getByRole("code")).toHaveCount(0);
    await subscribe.getByRole("button", { name: "End it" }).click();
    await expect(subscribe.getByText("There is no private address.")).toBeVisible();
    expect((await request.get(address)).status()).toBe(404);
  });
  await test.step("a calendar file is previewed, imported, seen on the agenda, and undone with one click", async () => {
    const bringIn = section(page, "Import a calendar");
    const compact = day(1).replaceAll("-", "");
    const file = calendar(
      ...event("a@story", "SUMMARY:Physio", `DTSTART;TZID=Europe/Paris:${compact}T170000`),
      ...event("b@story", "SUMMARY:Without a date"),
      ...event("c@story", `SUMMARY:${"Long ".repeat(140)}`, `DTSTART;VALUE=DATE:${compact}`),
    );
    await chooseFile(page, file);
    await expect(bringIn.getByText("2 items will be added, 1 item left out.")).toBeVisible();
    await expect(bringIn.getByRole("listitem").first()).toContainText("Left outWithout a dateIt has no start.");
    await expect(bringIn.getByRole("listitem").nth(1)).toContainText("Its title was shortened to 500 characters.");
    // The answer is lost: the page does not know the outcome, and the same button finds out.
    let sentFor: string | undefined;
    await page.route(
      (url) => url.searchParams.has("confirm"),
      async (route) => {
        sentFor = route.request().headers()["agenda-person"];
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await bringIn.getByRole("button", { name: "Import 2 items" }).click();
    await expect(bringIn.getByRole("alert")).toContainText("nothing is added twice");
    expect(sentFor).toBe(await page.evaluate(() => document.documentElement.dataset.person));
    expect(sentFor).toBeTruthy();
    await bringIn.getByRole("button", { name: "Import 2 items" }).click();
    await expect(bringIn.getByText("Imported: 2 items added, 1 item left out.")).toBeVisible();
    await page.getByRole("link", { name: "Open the agenda" }).click();
    await expect(entry(page, "Physio")).toBeVisible();

    await page.goBack();
    await chooseFile(page, file.replace("SUMMARY:Physio", "SUMMARY:Physiotherapy"));
    await expect(bringIn.getByText("1 item will be changed, 1 item there already, 1 item left out.")).toBeVisible();
    await bringIn.getByRole("button", { name: "Import 1 item" }).click();
    await bringIn.getByRole("button", { name: "Undo" }).click();
    await expect(bringIn.getByText("Taken back. The agenda is as it was before.")).toBeVisible();
    const answer = await page.request.get(`/api/items?from=${day(1)}&to=${day(1)}`);
    const { items } = (await answer.json()) as { items: { text: string }[] };
    const texts = items.map(({ text }) => text);
    expect(texts).toContain("Physio");
    expect(texts).not.toContain("Physiotherapy");
  });
  await test.step("a large file shows its reading progress, its preview, and its storing progress", async () => {
    // Searching for a date that never matches takes a while.
    const never = Array.from({ length: 2_000 }, (_, n) =>
      event(`n${n}@story`, "DTSTART:20270305T090000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    ).flat();
    const fine = Array.from({ length: 6_000 }, (_, n) =>
      event(
        `f${n}@story`,
        `SUMMARY:Fine ${n}`,
        `DESCRIPTION:${"Words and words. ".repeat(8)}`,
        "DTSTART:20270305T090000",
      ),
    ).flat();
    await chooseFile(page, calendar(...never, ...fine));
    const bar = page.getByRole("progressbar", { name: "Reading the file …" });
    await expect(bar).toHaveAttribute("value", /^0\.\d+$/);
    await expect(page.getByText("8,000 items will be added.")).toBeVisible({ timeout: 20_000 });
    await expect(bar).toBeHidden();
    await page.getByRole("button", { name: "Import 8,000 items" }).click();
    const storing = page.getByRole("progressbar", { name: "Storing 8,000 items …" });
    await expect(storing).toHaveAttribute("value", /^0\.\d+$/, { timeout: 30_000 });
    await expect(page.getByText("Imported: 8,000 items added.")).toBeVisible({ timeout: 30_000 });
  });
});

test("one takes one's agenda along and deletes everything, and another imports it", async ({ page, signIn }) => {
  const { username } = await signIn({ visits: false });
  await page.goto("/account");
  await chooseFile(page, everything);
  await page.getByRole("button", { name: "Import 5 items" }).click();
  await expect(page.getByText("Imported: 5 items added.")).toBeVisible();
  const file = await save(page, "Calendar file (.ics)");
  const all = JSON.parse(await save(page, "Everything (JSON)")) as { items: object[] };
  expect(all.items).toHaveLength(5);

  await test.step("deleting the account asks for the name, deletes everything, signs out and confirms it", async () => {
    const remove = section(page, "Delete everything");
    const name = remove.getByLabel(`Type ${username} to delete everything`);
    const button = remove.getByRole("button", { name: "Delete everything" });

    await name.fill("somebody");
    await button.click();
    await expect(remove.getByRole("alert")).toHaveText(`This is not ${username}. Nothing was deleted.`);
    await name.fill(username);
    await button.click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Everything is deleted.");
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("One agenda, two hands");

    await page.goto("/account/deleted");
    await page.getByRole("button", { name: "Sign out there, too" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
  await test.step("another who imports the file has the same agenda", async () => {
    await signIn({ visits: false });
    await page.goto("/account");
    await chooseFile(page, file);
    await page.getByRole("button", { name: "Import 5 items" }).click();
    await expect(page.getByText("Imported: 5 items added.")).toBeVisible();
    const uids = (text: string) => text.match(/^UID:.*/gm)?.sort();
    expect(uids(await save(page, "Calendar file (.ics)"))).toEqual(uids(file));
  });
});
