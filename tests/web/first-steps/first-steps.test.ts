import { day, entry, isLive, made, quickAdd } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

const calendar = [
  ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:VEVENT", "UID:first@example.com"],
  ...["DTSTAMP:20261101T090000Z", `DTSTART;VALUE=DATE:${day(3).replaceAll("-", "")}`, "SUMMARY:Concert"],
  ...["END:VEVENT", "END:VCALENDAR", ""],
].join("\r\n");

test("somebody new sets the clock, connects an assistant, brings a calendar in and writes the first item", async ({
  page,
  signIn,
}) => {
  await signIn();
  const steps = page.getByRole("region", { name: /^(First minutes|All set)$/ });
  const step = (name: string) => steps.getByRole("button", { name });
  await expect(step("Your zone and clock")).toHaveAttribute("aria-expanded", "true");
  await expect(steps).toContainText("in Paris");
  await inEveryLook(page, (look) => expectAccessible(page, look));

  await test.step("by the keyboard: the clock is put right, and the next step opens", async () => {
    await steps.getByRole("button", { name: "Change it" }).press("Enter");
    await expect(steps.getByRole("combobox", { name: "Time zone" })).toBeFocused();
    await steps.getByRole("combobox", { name: "Dates and clock" }).selectOption({ value: "en-US" });
    await steps.getByRole("button", { name: "Save" }).press("Enter");
    await expect(step("Your zone and clock, done")).toBeVisible();
    await expect(step("Connect an assistant")).toHaveAttribute("aria-expanded", "true");
    await expect(step("Connect an assistant")).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/[A-Z][a-z]+day [A-Z][a-z]+ \d/);
  });
  await test.step("an assistant is connected on its page, which leads back", async () => {
    await steps.getByRole("link", { name: "Connect one" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Connect an assistant" })).toBeVisible();
    await page.getByRole("link", { name: "your agenda" }).click();
    await expect(step("Connect an assistant, done")).toBeVisible();
    await expect(step("Your zone and clock, done")).toBeVisible();
    await expect(step("Import a calendar")).toHaveAttribute("aria-expanded", "true");
  });
  await test.step("a calendar file is taken in right here", async () => {
    await steps.getByLabel("Calendar file").setInputFiles({
      name: "work.ics",
      mimeType: "text/calendar",
      buffer: Buffer.from(calendar),
    });
    await steps.getByRole("button", { name: "Import 1 item" }).click();
    await expect(steps.getByText(/^Imported: /)).toBeVisible();
    await expect(entry(page, "Concert")).toBeVisible();
    await expect(step("Import a calendar, done")).toBeVisible();
  });
  await test.step("with the first item all is set, and next time nothing is asked", async () => {
    await quickAdd(page).getByRole("textbox").first().fill("Dentist tomorrow 9:30");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Dentist")).toBeVisible();
    const over = page.getByRole("region", { name: "All set" });
    await over.getByRole("button", { name: "Close" }).click();
    await expect(over).toBeHidden();
    await page.reload();
    await isLive(page);
    await expect(page.getByText("First minutes")).toBeHidden();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  test("the steps are skipped once, on every device; and never come to an agenda that has something", async ({
    page,
    signIn,
    gptOf,
  }) => {
    await signIn();
    const stored = page.waitForResponse("**/api/first-steps");
    await page.getByRole("button", { name: "Skip this" }).tap();
    await expect(page.getByText("First minutes")).toBeHidden();
    await expect(page.getByText("Nothing planned yet.")).toBeVisible();
    await stored;
    await page.reload();
    await isLive(page);
    await expect(page.getByText("Nothing planned yet.")).toBeVisible();
    await expect(page.getByText("First minutes")).toBeHidden();

    await page.context().clearCookies();
    const gpt = await gptOf(await signIn());
    await expect(page.getByText("First minutes")).toBeVisible();
    const [written] = await made(gpt, { text: "Dentist", date: day(1) });
    await expect(entry(page, "Dentist")).toBeVisible();
    await expect(page.getByText("First minutes")).toBeVisible();
    await gpt.call("deleteItemById", { id: written?.id });
    await page.reload();
    await isLive(page);
    await expect(page.getByText("First minutes")).toBeHidden();
  });
});
