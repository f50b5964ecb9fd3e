import type { Page } from "@playwright/test";
import { weekdayAndDate } from "../../../components/time/date-names.ts";
import { english } from "../../../components/time/date-words.ts";
import { day, isLive, planned, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";

const named = (date: string) => weekdayAndDate(date, day(0), english);

/** How many sheets the page takes as it is. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test("the agenda is read out, seen in the system's own colours, and printed", async ({ page, signIn }) => {
  await signIn({ visits: false });
  await page.addInitScript(() => {
    window.print = () => {
      document.body.dataset.isPrinted = "";
    };
  });
  await planned(
    page,
    { text: "Lease", date: day(0) },
    { text: "Dentist", date: day(1), startTime: "09:00", endTime: "09:45", location: "Room 2" },
    { text: "Review", date: day(1), startTime: "09:30", endTime: "10:00" },
  );
  await test.step("what one comes by on the way to an item has names that can be read out", async () => {
    const [today, tomorrow] = [named(day(0)), named(day(1))];
    await expect(page.locator("body")).toMatchAriaSnapshot(`
      - link "Skip to the agenda"
      - banner:
        - link "Agenda Assistant"
        - 'button /^\\w+ \\d+ \\w+: go to another day$/'
        - navigation "Places":
          - link "Agenda"
          - link "Week"
          - link "Month"
          - link "Activity"
          - link "Assistants"
        - link "Search"
        - button "Search and commands"
        - button /^person_\\w+. settings, privacy and sign-out$/
      - navigation "Two weeks":
        - paragraph:
          - button "Previous week"
          - button "Next week"
        - list "This week"
        - list "Next week"
      - main:
        - region "Today, ${today}":
          - heading "Today, ${today}" [level=1]
          - form "Add an item":
            - textbox "Add an item"
          - list:
            - listitem:
              - paragraph: All day
              - 'checkbox "Done: Lease"'
              - paragraph:
                - button "Lease"
          - list:
            - listitem:
              - text: "Now:"
              - time: /\\d\\d:\\d\\d/
        - region "${tomorrow}":
          - heading "${tomorrow}" [level=2]
          - paragraph:
            - text: "Tomorrow: 1 h booked."
            - link "One overlap at 09:30."
          - button "Add an item on ${tomorrow}"
          - list:
            - listitem:
              - paragraph:
                - time: 09:00
                - text: to
                - time: 09:45
              - paragraph:
                - button "Dentist"
              - list:
                - listitem: at Room 2
            - listitem:
              - paragraph: 15 min taken twice, 09:30 to 09:45
            - listitem:
              - paragraph:
                - time: 09:30
                - text: to
                - time: 10:00
              - paragraph:
                - button "Review"
        - region "${named(day(2))}":
          - heading "${named(day(2))}" [level=2]
          - button "Nothing planned. Add an item here"
    `);
    const ribbons = page.getByRole("navigation", { name: "Two weeks" });
    await expect(ribbons.getByRole("link", { name: `${today}, 1 item`, exact: true })).toHaveAttribute(
      "aria-current",
      "date",
    );
    await expect(ribbons.getByRole("link", { name: `${tomorrow}, 2 items`, exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Dentist" }).click();
    await expect(page.getByRole("dialog")).toMatchAriaSnapshot(`
      - dialog "Dentist":
        - heading "Dentist" [level=2]
        - button "Close (Escape)"
        - paragraph:
          - strong: ${tomorrow}
          - text: ", tomorrow"
        - paragraph:
          - time: 09:00–09:45
        - term: Place
        - definition: Room 2
        - definition:
          - link "Map of Room 2"
        - button "Delete"
        - button "Tick off"
        - button "Edit"
    `);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });
  await test.step("in the system's own colours the line keeps its bars, and what is chosen has an outline", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    const bar = page.locator(".entry", { hasText: "Dentist" }).locator(".line");
    const [drawn, ground] = await bar.evaluate((line) => [
      getComputedStyle(line, "::before").backgroundColor,
      getComputedStyle(document.body).backgroundColor,
    ]);
    expect(drawn).not.toBe(ground);
    await page.keyboard.press("Control+k");
    const option = page.getByRole("option").first();
    await expect(option).toHaveAttribute("data-highlighted");
    await expect(option).toHaveCSS("outline-style", "solid");
    await page.keyboard.press("Escape");
    await page.emulateMedia({ forcedColors: "none" });
  });
  await test.step("on paper stands the day in view, the week or the month, on one sheet each, without what can only be pressed", async () => {
    await storeItems(
      page,
      { text: "Call Ben", date: day(0), startTime: "09:00", endTime: "10:00" },
      { text: "Night train", date: day(0), startTime: "23:59" },
      { text: "Rehearsal of the whole choir in town", date: day(0), startTime: "12:00", endTime: "13:00" },
      { text: "Fitting of the new concert clothes", date: day(0), startTime: "14:00", endTime: "14:45" },
    );
    const item = (text: string) => page.getByRole("main").getByText(text).filter({ visible: true });
    // Waited for here: on paper only one day has a height, so news that comes then would change the day in view.
    await expect(item("Call Ben").last()).toBeVisible();
    await expect(item("Night train").last()).toBeVisible();
    await page.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click();
    await page.getByRole("button", { name: "Print" }).click();
    await expect(page.locator("body")).toHaveAttribute("data-is-printed");
    await page.emulateMedia({ media: "print" });
    await expect(item("Call Ben")).toBeVisible();
    await expect(item("Night train")).toBeVisible(); // and not how long it is until then
    await expect(item("Lease")).toBeVisible();
    await expect(item("Review")).toHaveCount(0);
    await expect(page.getByRole("banner")).toBeHidden();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    expect(await sheets(page)).toBe(1);

    for (const view of ["/week", "/month"]) {
      await page.emulateMedia({ media: "screen" });
      await page.goto(view);
      await isLive(page);
      await expect(item("Call Ben").first()).toBeVisible();
      await page.emulateMedia({ media: "print" });
      await expect(item("Call Ben").first()).toBeVisible();
      await expect(page.getByRole("banner")).toBeHidden();
      expect(await sheets(page), view).toBe(1);
      // No line of a title is cut in half.
      for (const words of await page.locator(".slot strong", { hasText: /^(Rehearsal|Fitting)/ }).all()) {
        const room = await words.evaluate((each) => each.closest(".slot-body")?.getBoundingClientRect().bottom);
        expect((await words.boundingBox().then((box) => box && box.y + box.height)) ?? 0).toBeLessThan((room ?? 0) + 1);
      }
    }
  });
});
