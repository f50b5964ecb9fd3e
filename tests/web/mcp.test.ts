import { fullDate } from "../../components/time/date-names.ts";
import { english } from "../../components/time/date-words.ts";
import { assistantOf } from "../mcp.ts";
import { day, edit, entry, isLive, planned } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

test("an item moved by another assistant appears at its new time at once, marked with that assistant's name", async ({
  page,
  signIn,
}) => {
  const person = await signIn({ visits: false });
  const [physio] = await planned(page, { text: "Physio", date: day(1), startTime: "17:00", endTime: "17:45" });
  await isLive(page);
  const assistant = await assistantOf(person, { name: "Pocket Assistant" });
  await assistant.done("updateItemById", { id: physio?.id, startTime: "18:00" });
  await expect(entry(page, "Physio")).toContainText("Moved by Pocket Assistant");
  await expect(entry(page, "Physio").locator("del")).toContainText("17:00");
  await expect(entry(page, "Physio")).toContainText("18:45");
  await expect(page.getByRole("region", { name: "Changed by your assistant" })).toContainText(
    "Pocket Assistant moved Physio to tomorrow 18:00.",
  );
  await page.goto("/activity");
  await expect(page.getByRole("heading", { name: "Pocket Assistant" })).toBeVisible();
  await assistant.close();
});

test("the link that an assistant gives for an item opens it, wherever it is; once closed, it stays closed", async ({
  page,
  signIn,
}) => {
  const person = await signIn({ visits: false });
  const [, weekly] = await planned(
    page,
    { text: "Passport expires", date: day(400), notes: "Town hall, room 3" },
    { text: "Swimming", date: day(-20), recurrence: "FREQ=WEEKLY" },
  );
  const assistant = await assistantOf(person, { name: "Pocket Assistant" });
  const { results } = await assistant.done<{ results: [{ url: string }] }>("search", { query: "passport" });
  await assistant.close();
  const [{ url }] = results;
  await page.goto(url);
  const panel = page.getByRole("dialog", { name: "Passport expires" });
  await expect(panel).toContainText("Town hall, room 3");
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL("/");
  await page.reload();
  await isLive(page);
  await expect(panel).toBeHidden();
  await page.goto(url.replace(/item=.*/, "item=000000000000"));
  // Next's own route announcer is an alert too.
  const said = page.getByRole("alert").filter({ hasText: "What this link leads to is not in your agenda." });
  await expect(said).toBeVisible();
  await page.goto(`/?item=${weekly?.id}`);
  await edit(page);
  await expect(page.getByRole("dialog", { name: "Edit Swimming" }).getByLabel("Date")).toHaveValue(
    fullDate(day(1), english),
  );
});
