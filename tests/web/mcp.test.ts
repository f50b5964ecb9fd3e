import { fullDate } from "../../components/time/date-names.ts";
import { english } from "../../components/time/date-words.ts";
import { assistantOf } from "../mcp.ts";
import { day, edit, entry, isLive, planned } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

test("what another assistant does carries its name, and the link it gives for an item opens it", async ({
  page,
  signIn,
}) => {
  const person = await signIn({ visits: false });
  const [physio, , weekly] = await planned(
    page,
    { text: "Physio", date: day(1), startTime: "17:00", endTime: "17:45" },
    { text: "Passport expires", date: day(400), notes: "Town hall, room 3" },
    { text: "Swimming", date: day(-20), recurrence: "FREQ=WEEKLY" },
  );
  const assistant = await assistantOf(person, { name: "Pocket Assistant" });

  await test.step("an item moved by it appears at its new time at once, marked with that assistant's name", async () => {
    await assistant.done("updateItemById", { id: physio?.id, startTime: "18:00" });
    await expect(entry(page, "Physio")).toContainText("Moved by Pocket Assistant");
    await expect(entry(page, "Physio").locator("del")).toContainText("17:00");
    await expect(entry(page, "Physio")).toContainText("18:45");
    await expect(page.getByRole("region", { name: "Changed by your assistant" })).toContainText(
      "Pocket Assistant moved Physio to tomorrow 18:00.",
    );
    await page.getByRole("navigation", { name: "Places", exact: true }).getByRole("link", { name: "Activity" }).click();
    await expect(page.getByRole("heading", { name: "Pocket Assistant" })).toBeVisible();
  });
  const { results } = await assistant.done<{ results: [{ url: string }] }>("search", { query: "passport" });
  await assistant.close();
  const [{ url }] = results;
  await test.step("the link that it gives for an item opens it, wherever it is; once closed, it stays closed", async () => {
    await page.goto(url);
    const panel = page.getByRole("dialog", { name: "Passport expires" });
    await expect(panel).toContainText("Town hall, room 3");
    await panel.getByRole("button", { name: "Close" }).click();
    await expect(panel).toBeHidden();
    await expect(page).toHaveURL("/");
    await page.reload();
    await isLive(page);
    await expect(panel).toBeHidden();
  });
  await test.step("a link to what is not there says so, and one to a repeating item opens its next date", async () => {
    await page.goto(url.replace(/item=.*/, "item=000000000000"));
    // Next's own route announcer is an alert too.
    const said = page.getByRole("alert").filter({ hasText: "What this link leads to is not in your agenda." });
    await expect(said).toBeVisible();
    await page.goto(`/?item=${weekly?.id}`);
    await edit(page);
    const date = page.getByRole("dialog", { name: "Edit Swimming" }).getByLabel("Date");
    await expect(date).toHaveValue(fullDate(day(1), english));
  });
});
