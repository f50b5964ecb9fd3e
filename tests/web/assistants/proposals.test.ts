import type { Locator } from "@playwright/test";
import { running } from "../../harness/running.ts";
import { day, entry, isLive, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

test("what an assistant proposes appears at once, hollow, and is accepted, edited or declined", async ({
  page,
  signIn,
  gptOf,
}) => {
  const person = await signIn();
  const [yoga] = await planned(page, { text: "Yoga", date: day(1), startTime: "18:30", endTime: "19:15" });
  const gpt = await gptOf(person);
  await gpt.call("listItems", {});
  const headers = { "Sec-Fetch-Site": "same-origin" };
  const asks = { program: running.gpt.clientId, level: "asks" };
  expect((await page.request.patch("/api/assistants", { headers, data: asks })).status()).toBe(200);
  await isLive(page);

  const propose = async (name: string, args: Record<string, unknown>) =>
    expect((await gpt.call(name, args)).status).toBe(202);
  await propose("createItems", {
    items: [{ text: "Print corrections", date: day(1), startTime: "15:15", endTime: "17:15" }],
  });
  const asked = page.getByRole("region", { name: "Proposed by ChatGPT" });
  const hollow = (text: string) => page.locator("section.day li.asked").filter({ hasText: text });
  await expect(hollow("Print corrections").getByText("new", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Assistants 1 proposal" }).first()).toBeVisible();
  const top = async (what: Locator) => (await what.boundingBox())?.y ?? Number.NaN;
  expect(await top(hollow("Print corrections"))).toBeLessThan(await top(entry(page, "Yoga").first())); // in its place
  await asked.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("button", { name: /^Accept\b.*Print corrections/ })).toBeFocused();
  await propose("updateItemById", { id: yoga?.id, date: day(2), startTime: "10:00", endTime: "10:45" });
  await propose("createItems", { items: [{ text: "Call", date: day(1), recurrence: "FREQ=DAILY" }] });
  await expect(asked.getByRole("button", { name: "Accept all 3" })).toBeVisible();
  await expect(hollow("Yoga").getByText(/^now .*18:30 to 19:15$/)).toBeVisible();
  await expect(hollow("Call").getByText("every day", { exact: true })).toBeVisible();
  await inEveryLook(page, (look) => expectAccessible(page, look));

  await page.route("**/api/proposals/decide", (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: /^Accept\b.*Yoga/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Undecided proposals still wait." })).toBeVisible();
  await page.getByRole("button", { name: /^Accept\b.*Yoga/ }).click();
  await expect(asked.getByRole("button", { name: "Accept all 2" })).toBeVisible();
  await hollow("Print corrections")
    .getByRole("button", { name: /^Edit first\b/ })
    .click();
  await expect(page.getByLabel("Words")).toBeFocused();
  await page.getByRole("button", { name: "Leave it as it is" }).press("Enter");
  await page
    .getByRole("button", { name: /^Edit first\b/ })
    .and(page.locator(":focus"))
    .click();
  await page.getByLabel("Words").fill("Corrections");
  await page.getByLabel("To", { exact: true }).fill("1am"); // the next day's
  await page.getByRole("button", { name: "Accept as edited" }).click();
  await expect(hollow("Print corrections")).toHaveCount(0);
  // If no day is drawn as a list, it stands above.
  await page.getByRole("link", { name: "Week" }).first().click();
  await expect(asked.getByText("new", { exact: true })).toBeVisible();
  await asked.getByRole("button", { name: /^Decline\b.*Call/ }).click();
  await expect(asked).toHaveCount(0);
  await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
  await expect(page).toHaveURL("/");
  await expect(entry(page, "Corrections").first()).toContainText(/15:15.*1:00/);
  const listed = (await gpt.call("listProposals", {})).body as { proposals: { state: string }[] };
  expect(listed.proposals.map(({ state }) => state)).toEqual(["declined", "accepted", "accepted"]);

  // A hidden page shows a notification, if that is wanted and nothing is pushed to this browser.
  const told: string[] = [];
  await page.exposeFunction("tell", (words: string) => told.push(words));
  await page.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: as the page does
    document.cookie = "reminders-proposals=1; path=/";
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    class Told {
      static readonly permission = "granted";
      constructor(title: string, { body }: { body: string }) {
        (window as unknown as { tell: (words: string) => void }).tell(`${title}: ${body}`);
      }
    }
    Object.assign(window, { Notification: Told });
  });
  // Both of two pressed at once; the focus is not lost.
  await propose("createItems", { items: [{ text: "One", date: day(1) }] });
  await propose("createItems", { items: [{ text: "Two", date: day(1) }] });
  await propose("createItems", { items: [{ text: "Three", date: day(1) }] });
  await expect(hollow("Three")).toBeVisible();
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>(".asked-acts > button:first-child")) {
      if (/One|Two/.test(button.textContent ?? "")) button.click();
    }
  });
  await expect(hollow("One")).toHaveCount(0);
  await expect(hollow("Two")).toHaveCount(0);
  await hollow("Three")
    .getByRole("button", { name: /^Decline/ })
    .press("Enter");
  await expect(hollow("Three")).toHaveCount(0);
  await expect(page.locator("main h1")).toBeFocused();

  // What was changed meanwhile is not done, and says so in place.
  await propose("updateItemById", { id: yoga?.id, text: "Yoga with Ada" });
  await expect(hollow("Yoga").getByText("now “Yoga”")).toBeVisible();
  await expect.poll(() => told.at(-1)).toMatch(/^ChatGPT proposes: .*Yoga with Ada/);
  const moved = { date: day(3) };
  expect((await page.request.patch(`/api/items/${yoga?.id}`, { headers, data: moved })).status()).toBe(200);
  await expect(page.locator(`[aria-labelledby="day-${day(3)}"] [data-item]`, { hasText: "Yoga" })).toBeVisible();
  await hollow("Yoga")
    .getByRole("button", { name: /^Accept\b/ })
    .click();
  await expect(page.getByText(/“Yoga” was changed since/)).toBeVisible();
  await page.goto("/assistants/proposals");
  await expect(page.getByText("Nothing waits for you.")).toBeVisible();
});
