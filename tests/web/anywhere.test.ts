import { freshPerson } from "../harness/identity-door.ts";
import { day, entry, isLive, planned, quickAdd } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

test("an address leads to a day in half a year, drawn by the server, with what stands there and nothing of today", async ({
  page,
  signIn,
}) => {
  await signIn();
  const far = day(180);
  await planned(
    page,
    { text: "Today's call", date: day(0) },
    { text: "Flight to Rome", date: far, startTime: "09:00", endTime: "11:00" },
  );
  const html = await (await page.request.get(`/day/${far}`)).text();
  expect(html).toContain("Flight to Rome");
  expect(html).not.toContain("Today&#x27;s call");
  await page.goto(`/day/${far}`);
  await isLive(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveId(`day-${far}`);
  await expect(entry(page, "Flight to Rome")).toBeVisible();
  await expect(entry(page, "Today's call")).toBeHidden();
});

test("what another writes on a far day, and what one writes oneself, stands there at once", async ({
  page,
  signIn,
  gptOf,
}) => {
  const gpt = await gptOf(await signIn());
  const far = day(200);
  await page.goto(`/day/${far}`);
  await isLive(page);
  await gpt.call("createItems", { items: [{ text: "Check-up", date: day(203), startTime: "10:00" }] });
  await expect(entry(page, "Check-up")).toBeVisible();
  await quickAdd(page).getByRole("textbox").first().fill("Pack the bags");
  await page.keyboard.press("Enter");
  await expect(page.locator(`section[aria-labelledby="day-${far}"]`)).toContainText("Pack the bags");
});

test("days that could not be read say so in their place, and are read when asked again", async ({ page, signIn }) => {
  await signIn();
  await planned(page, { text: "Today's call", date: day(0) }, { text: "Far away", date: day(40) });
  await page.route("**/api/items?*", (route) => route.abort());
  await page.getByRole("button", { name: "Show more days" }).scrollIntoViewIfNeeded();
  await expect(page.getByRole("alert").filter({ hasText: "These days could not be read." })).toBeVisible();
  await expect(entry(page, "Today's call")).toBeAttached();
  await page.unroute("**/api/items?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(entry(page, "Far away")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "could not be read" })).toBeHidden();
});

test("a day that does not exist has no page", async ({ page, signIn }) => {
  await signIn();
  const answers = await Promise.all(
    ["/day/2027-02-30", "/day/march", "/day/2027-3-8"].map((path) => page.request.get(path)),
  );
  expect(answers.map((answer) => answer.status())).toEqual([404, 404, 404]);
});

test("whoever signs in at a link to a day comes back to that day", async ({ page }) => {
  const { username, password } = freshPerson();
  await page.goto("/day/2027-03-08");
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/day\/2027-03-08$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveId("day-2027-03-08");
});
