import type { Route } from "@playwright/test";
import { assistantOf } from "../../mcp.ts";
import { day, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

test("one sees who uses the agenda, says what each may do, and parts with one", async ({ page, signIn, gptOf }) => {
  const person = await signIn();
  await page.getByRole("link", { name: "Assistants" }).first().click();
  await expect(page.getByText("No assistant has used this agenda yet.")).toBeVisible();
  await storeItems(page, { text: "Diary", date: day(1), tags: ["private"] });
  const gpt = await gptOf(person);
  await gpt.call("createItems", { items: [{ text: "Dentist", date: day(1) }] });
  const assistant = await assistantOf(person, { name: "Pocket Assistant" });
  await assistant.done("getContext");
  await page.reload();

  const chatGpt = page.getByRole("region", { name: "ChatGPT" });
  const pocket = page.getByRole("region", { name: "Pocket Assistant" });
  await expect(chatGpt).toContainText("1 change in the last 30 days");
  await expect(pocket).toContainText("No changes");
  await chatGpt.getByRole("checkbox", { name: "Not outside working hours" }).check();
  await expect(page.getByRole("status").filter({ hasText: "ChatGPT: Not outside working hours." })).toBeAttached();
  const party = { items: [{ text: "Party", date: day(1), startTime: "21:00" }] };
  expect((await gpt.call("createItems", party)).status).toBe(202);
  await chatGpt.getByRole("radio", { name: "Reads only" }).check();
  await expect(page.getByRole("status").filter({ hasText: "ChatGPT: It reads days" })).toBeAttached();
  expect((await gpt.call("createItems", { items: [{ text: "More", date: day(1) }] })).status).toBe(403);
  await pocket.getByText("Choose tags").click();
  await pocket.getByRole("checkbox", { name: "#private" }).check();
  await expect(page.getByRole("status").filter({ hasText: "What Pocket Assistant does not see" })).toBeAttached();
  await expect(pocket.getByText("Does not see #private")).toBeVisible();
  expect(JSON.stringify(await assistant.call("listItems", { from: day(1), to: day(1) }))).not.toContain("Diary");
  const newOnes = page.getByRole("region", { name: "New ones" });
  await newOnes.getByRole("radio", { name: "Reads only" }).check();
  // What another tab hides meanwhile stays hidden.
  const headers = { "Sec-Fetch-Site": "same-origin" };
  await page.request.patch("/api/assistants", { headers, data: { newHiddenTags: ["diary"] } });
  await newOnes.getByText("Choose tags").click();
  await newOnes.getByRole("checkbox", { name: "#private" }).check();
  await expect(newOnes.getByText("Does not see #diary and #private")).toBeVisible();
  await inEveryLook(page, (look) => expectAccessible(page, look));

  // The answer is lost after the change was stored: the page asks for the state instead of denying a change.
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort();
  };
  await page.route("**/api/assistants", lose, { times: 1 });
  await pocket.getByRole("radio", { name: "Reads only" }).check();
  await expect(page.getByRole("alert").filter({ hasText: "What you see here now is up to date." })).toBeVisible();
  await expect(pocket.getByRole("radio", { name: "Reads only" })).toBeChecked();

  await chatGpt.getByRole("link", { name: "See them" }).click();
  await expect(page.getByText("Showing changes by one assistant only.")).toBeVisible();
  await expect(page.getByText("Added Dentist")).toBeVisible();
  await expect(page.getByText("Diary")).toHaveCount(0);
  await page.goBack();
  // A click while something else is under way takes effect after it.
  const held = Promise.withResolvers<void>();
  const hold = async (route: Route) => {
    await held.promise;
    await route.continue();
  };
  await page.route("**/api/assistants", hold, { times: 1 });
  await chatGpt.getByText("Choose tags").click();
  await chatGpt.getByRole("checkbox", { name: "#private" }).check();
  await chatGpt.getByRole("button", { name: "Disconnect…" }).press("Enter");
  await expect(chatGpt.getByRole("button", { name: "Disconnect ChatGPT" })).toBeFocused();
  await page.keyboard.press("Enter");
  held.resolve();
  await expect(chatGpt).toContainText("every call it makes is refused");
  await expect(chatGpt.getByRole("button", { name: "Let it in again" })).toBeFocused();
  expect((await gpt.call("listItems", {})).status).toBe(403);
  await chatGpt.getByRole("button", { name: "Let it in again" }).click();
  await expect(chatGpt.getByRole("radio", { name: "Reads only" })).toBeChecked();
  await assistant.close();
});
