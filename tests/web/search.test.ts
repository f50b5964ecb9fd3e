import type { Page } from "@playwright/test";
import { day, edit, entry, made, panel, planned, storeItems } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

const field = (page: Page) => page.getByRole("searchbox", { name: "Search your agenda" });
/** Whether the page's script runs: before that nobody handles the key. Not while the field has the focus. */
const isAwake = (page: Page) =>
  expect(async () => {
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused({ timeout: 500 });
  }).toPass();
const titles = (page: Page) => page.getByRole("main").getByRole("listitem").locator(".title");

const choice = (page: Page, name: string) => page.getByRole("combobox", { name });

const things = [
  {
    text: "Dentist",
    date: day(400),
    startTime: "14:00",
    endTime: "15:00",
    location: "Rue de Lancry",
    tags: ["health"],
  },
  { text: "Dentistry papers", date: day(-40), tags: ["phone"], done: true },
  { text: "Résumé for Ana", date: day(2) },
  { text: "明日の会議は東京駅で", date: day(3), startTime: "09:00", timeZone: "Asia/Tokyo" },
];

test("a person searches by words, filters, order and address, and has results corrected and said", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn({ visits: false }));
  await planned(page, ...things);

  await test.step("a slash opens the search, which finds past and far future items while typing, in any language", async () => {
    await page.keyboard.press("/");
    await expect(field(page)).toBeFocused();
    await expect(page).toHaveURL("/search");
    await page.keyboard.type("dentist");
    await expect(page.getByRole("status").filter({ hasText: "2 found." })).toBeVisible();
    // Best first: a whole word before a part of one, although that is nearer in time.
    await expect(titles(page)).toHaveText(["Dentist", /Dentistry papers/]);
    await choice(page, "Order").selectOption("By date");
    await expect(titles(page)).toHaveText([/Dentistry papers/, "Dentist"]);
    await field(page).fill("resume");
    await expect(titles(page)).toHaveText(["Résumé for Ana"]);
    await field(page).fill("会議");
    await expect(titles(page)).toHaveText(["明日の会議は東京駅で"]);
    await expect(entry(page, "会議")).toContainText("09:00 in Tokyo");
    await expect(entry(page, "会議")).toContainText(/0[12]:00/); // in Paris
  });
  await test.step("the URL contains the search: reloading and going back give the same results", async () => {
    await choice(page, "Order").selectOption("Best first");
    await field(page).fill("dentist");
    await expect(page).toHaveURL("/search?q=dentist");
    await choice(page, "Done").selectOption("Open");
    await expect(page).toHaveURL("/search?q=dentist&state=open");
    await expect(titles(page)).toHaveText(["Dentist"]);
    await page.reload();
    await expect(field(page)).toHaveValue("dentist");
    await expect(choice(page, "Done")).toHaveValue("open");
    await expect(titles(page)).toHaveText(["Dentist"]);
    await page.goBack();
    await expect(page).toHaveURL("/search?q=dentist");
    await expect(titles(page)).toHaveCount(2);
    // Back from another page, which returns what this one first came with. Afresh: Next does not always come back to a page that it went
    // back to after a reload.
    await page.goto("/search?q=dentist");
    await page.getByRole("link", { name: "Activity" }).first().click();
    await expect(page).toHaveURL("/activity");
    await page.goBack();
    await expect(field(page)).toHaveValue("dentist");
    await expect(titles(page)).toHaveCount(2);
    // A letter that comes while the URL of the ones before is on its way.
    await field(page).evaluate((input: HTMLInputElement) => {
      const { replaceState } = history;
      history.replaceState = (...given) => {
        history.replaceState = replaceState;
        history.replaceState(...given);
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, "denti");
        input.dispatchEvent(new Event("input", { bubbles: true }));
      };
    });
    await field(page).fill("dent");
    await expect(page).toHaveURL("/search?q=denti");
    await expect(field(page)).toHaveValue("denti");
  });
  await test.step("a typo is corrected with a note, and a search without results says so", async () => {
    await field(page).fill("dentsit");
    await expect(page.getByText("Nothing with ‘dentsit’, so this is for ‘dentist’.")).toBeVisible();
    await expect(titles(page)).toHaveCount(2);
    await inEveryLook(page, (look) => expectAccessible(page, look));
    await field(page).fill("volcano");
    await expect(page.getByText("Nothing with ‘volcano’.")).toBeVisible();
    await expect(titles(page)).toHaveCount(0);
    await field(page).fill("");
    await expect(page).toHaveURL("/search");
    await expect(page.getByText("Looks through everything")).toBeVisible();
  });
  await test.step("a search that fails says so and can be retried; a refused one says why", async () => {
    await page.context().setOffline(true);
    await field(page).fill("resume");
    await expect(page.getByRole("alert").filter({ hasText: "could not be searched" })).toBeVisible();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(titles(page)).toHaveText(["Résumé for Ana"]);
    await field(page).fill("one two three four five six seven eight nine ten eleven");
    const refusal = page.getByRole("alert").filter({ hasText: "Use at most 10 words; these are 11." });
    await expect(refusal).toBeVisible();
    await page.reload();
    await expect(refusal).toBeVisible();
    await expect(page.getByRole("button", { name: "Try again" })).toHaveCount(0);
  });
  await test.step("opened from outside it gives the same results", async () => {
    await made(gpt, { text: "Dentist by GPT", date: day(1) });
    await page.goto("/search?tag=health");
    await expect(titles(page)).toHaveText(["Dentist"]);
  });
  await test.step("filters narrow it, by tag, by done and by creator, and can all be cleared", async () => {
    await field(page).fill("dentist");
    await choice(page, "Tag").fill("");
    await choice(page, "Tag").press("Enter");
    await expect(titles(page)).toHaveCount(3);
    await expect(page).toHaveURL("/search?q=dentist");
    await choice(page, "Added by").selectOption("ChatGPT");
    await expect(titles(page)).toHaveText(["Dentist by GPT"]);
    await field(page).fill("dentist by");
    await field(page).press("Enter");
    await expect(page).toHaveURL("/search?q=dentist+by&door=gpt");
    await page.goBack();
    await expect(page).toHaveURL("/search?q=dentist&door=gpt");
    await expect(field(page)).toHaveValue("dentist");
    await choice(page, "Tag").fill("#phone");
    await choice(page, "Tag").press("Enter");
    await expect(page.getByText("Nothing with ‘dentist’ that matches.")).toBeVisible();
    await expect(choice(page, "Tag")).toBeFocused();
    await expect(choice(page, "Tag")).toHaveValue("phone");
    await page.getByRole("button", { name: "Search without filters" }).click();
    await expect(choice(page, "Tag")).toHaveValue("");
    await expect(titles(page)).toHaveCount(3);
    await expect(page).toHaveURL("/search?q=dentist");
  });
});

test("results are ticked off, edited and deleted in place, further ones come on request, and no late answer undoes a write", async ({
  page,
  signIn,
}) => {
  await signIn({ visits: false });
  await storeItems(
    page,
    { text: "Résumé for Ana", date: day(2) },
    { text: "Sign the lease", date: day(3) },
    { text: "Sign the card", date: day(4) },
  );
  for (const start of [0, 40])
    await storeItems(
      page,
      ...Array.from({ length: 40 }, (_, n) => ({ text: `Walk number ${start + n}`, date: day(start + n) })),
    );
  await page.goto("/search?q=resume");
  await isAwake(page);

  await test.step("results can be ticked off, edited and deleted in place, and a deletion can be undone", async () => {
    await page.getByRole("checkbox", { name: "Done: Résumé for Ana" }).check({ force: true });
    await page.getByRole("button", { name: /^Résumé for Ana ?, done$/ }).click();
    await edit(page);
    await panel(page).getByRole("textbox").first().fill("Résumé for Bea");
    await panel(page).getByRole("button", { name: "Save" }).click();
    await expect(panel(page)).toBeHidden();
    await expect(titles(page)).toHaveText([/Résumé for Bea/]);
    await page.getByRole("button", { name: /Résumé for Bea/ }).click();
    // The toast about the renaming does not cover the button.
    await panel(page).getByRole("button", { name: "Delete" }).click();
    await expect(titles(page)).toHaveCount(0);
    const deleted = page.getByRole("dialog", { name: "Résumé for Bea deleted." });
    await deleted.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(titles(page)).toHaveText([/Résumé for Bea/]);
  });
  await test.step("further pages of results are shown on request", async () => {
    await field(page).fill("walk");
    await choice(page, "Order").selectOption("By date");
    await expect(page.getByText("The first 50.")).toBeVisible();
    await expect(page).toHaveURL("/search?q=walk&order=date");
    await page.route("**/api/items?*", (route) => route.abort());
    await page.getByRole("button", { name: "Show more" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "No network" })).toBeVisible();
    await expect(titles(page)).toHaveCount(50);
    await page.unroute("**/api/items?*");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(titles(page)).toHaveCount(80);
    await expect(page.getByText("80 found.")).toBeVisible();
    await expect(page.getByRole("main").locator("[data-item]").nth(50)).toBeFocused();
  });
  await test.step("a search started before a write was stored does not bring back the earlier state", async () => {
    await field(page).fill("sign");
    const box = page.getByRole("checkbox", { name: "Done: Sign the lease" });
    await expect(titles(page)).toHaveCount(2);
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
    let isFirst = true;
    await page.route("**/api/items?*", async (route) => {
      const response = await route.fetch();
      if (isFirst) {
        isFirst = false;
        holds();
        await held;
      }
      await route.fulfill({ response });
    });
    await field(page).fill("sign the");
    await isHeld;
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(1);
    const stored = page.waitForResponse((response) => response.request().method() === "PATCH");
    await box.check();
    await stored;
    letGo();
    await expect(page).toHaveURL(/q=sign\+the/);
    await expect(page.locator("main [aria-busy=false]")).toHaveCount(1);
    await expect(box).toBeChecked();
  });
});

test("the trash has its own search field, and results can be restored", async ({ page, signIn }) => {
  await signIn({ visits: false });
  const headers = { "Sec-Fetch-Site": "same-origin" };
  for (const { id } of await storeItems(page, ...things))
    expect((await page.request.delete(`/api/items/${id}`, { headers })).status()).toBe(200);
  await page.goto("/trash");
  const field = page.getByRole("searchbox", { name: "Search the trash" });
  // Once it answers to keys.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("resume");
  const found = page.getByRole("main").getByRole("listitem");
  await expect(found).toHaveCount(1);
  await expect(page).toHaveURL("/trash?q=resume");
  await field.fill("dentsit");
  await expect(page.getByText("Nothing with ‘dentsit’, so this is for ‘dentist’.")).toBeVisible();
  await expect(found).toHaveCount(2);
  await page.reload();
  await expect(field).toHaveValue("dentsit");
  await expect(found).toHaveCount(2);
  // Back from another page, which returns what this one first came with.
  await field.fill("resume");
  await expect(page).toHaveURL("/trash?q=resume");
  await page.getByRole("main").getByRole("link", { name: "activity" }).click();
  await expect(page).toHaveURL("/activity");
  await page.goBack();
  await expect(field).toHaveValue("resume");
  await expect(found).toHaveCount(1);
  await field.fill("dentsit");
  await expect(found).toHaveCount(2);
  await page.getByRole("button", { name: "Restore Dentist", exact: true }).click();
  await expect(found).toHaveCount(1);
  await field.fill("volcano");
  await expect(page.getByText("Nothing in the trash with ‘volcano’.")).toBeVisible();
});
