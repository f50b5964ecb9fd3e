import type { Locator, Route } from "@playwright/test";
import { running } from "../../harness/running.ts";
import { assistantOf } from "../../mcp.ts";
import { day, entry, isLive, panel, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "../harness/looks.ts";

test("one says what assistants may do, and decides about what they propose", async ({ page, signIn, gptOf }) => {
  const person = await signIn({ visits: false });
  const gpt = await gptOf(person);
  const headers = { "Sec-Fetch-Site": "same-origin" };
  await test.step("the page to connect waits for a first call, says when it has come, and then asks no more", async () => {
    await page.clock.install();
    await page.goto("/assistants");
    await expect(page.getByText("No assistant has used this agenda yet.")).toBeVisible();
    await page.goto("/connect");
    const state = page.getByRole("status").filter({ hasText: "call." });
    await expect(state).toHaveText("Waiting for a first call.");
    let looks = 0;
    page.on("response", (answer) => answer.url().endsWith("/api/assistants") && looks++);
    const look = async () => {
      const before = looks;
      await page.clock.fastForward(4000);
      await expect.poll(() => looks).toBeGreaterThan(before);
    };
    await look();
    await expect(state).toBeVisible();
    await gpt.call("getContext", {});
    await look();
    await expect(page.getByRole("status").filter({ hasText: "ChatGPT used your agenda, just now." })).toBeVisible();
    await page.getByText("Test the connection (").click();
    await expect(page.getByRole("definition").filter({ hasText: "getContext answered, just now" })).toBeVisible();
    const before = looks;
    await page.clock.fastForward(60_000);
    expect(looks).toBe(before);
  });
  await page.goto("/assistants");

  await test.step("one sees who uses the agenda, says what each may do, and parts with one", async () => {
    await storeItems(page, { text: "Diary", date: day(1), tags: ["private"] });
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
  await test.step("what an assistant proposes appears at once, hollow, and is accepted, edited or declined", async () => {
    const { proposals: before } = (await gpt.call("listProposals", {})).body as { proposals: { id: string }[] };
    const decline = before.map(({ id }) => id);
    expect((await page.request.post("/api/proposals/decide", { headers, data: { decline } })).status()).toBe(200);
    const [yoga] = await storeItems(page, { text: "Yoga", date: day(1), startTime: "18:30", endTime: "19:15" });
    const asks = { program: running.gpt.clientId, level: "asks", outsideHours: true };
    expect((await page.request.patch("/api/assistants", { headers, data: asks })).status()).toBe(200);
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
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
    await page.getByRole("checkbox", { name: /^Select\b.*Yoga/ }).check();
    await expect(page.getByRole("region", { name: "1 selected" })).toBeVisible();
    await inEveryLook(page, (look) => expectAccessible(page, look));
    await page.getByRole("button", { name: "Select nothing" }).press("Enter");
    await expect(page.getByRole("checkbox", { name: /^Select\b.*Yoga/ })).toBeFocused();
    await expect(page.getByRole("checkbox", { name: /^Select\b/, checked: true })).toHaveCount(0);

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
    const isNotOnPaper = async (what: Locator) => {
      await page.emulateMedia({ media: "print" });
      await expect(what).toBeHidden();
      await page.emulateMedia({ media: "screen" });
    };
    await isNotOnPaper(asked);
    await asked.getByRole("button", { name: /^Decline\b.*Call/ }).click();
    await expect(asked).toHaveCount(0);
    await page.getByRole("link", { name: "Agenda", exact: true }).first().click();
    await expect(page).toHaveURL("/");
    await expect(entry(page, "Corrections").first()).toContainText(/15:15.*1:00/);
    const listed = (await gpt.call("listProposals", {})).body as { proposals: { state: string }[] };
    expect(listed.proposals.slice(0, 3).map(({ state }) => state)).toEqual(["declined", "accepted", "accepted"]);

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
    for (const text of ["One", "Two", "Three", "Four", "Five", "Six", "Seven"])
      await propose("createItems", { items: [{ text, date: day(1) }] });
    await expect(hollow("Seven")).toBeVisible();
    // Several: by keys or checkboxes, and the others still wait.
    const several = page.getByRole("region", { name: /^\d selected$/ });
    await hollow("Four")
      .getByRole("button", { name: /^Decline/ })
      .focus();
    await page.keyboard.press("x");
    await expect(page.getByRole("status").filter({ hasText: /^1 selected$/ })).toBeAttached();
    await page.keyboard.press("Escape");
    await expect(several).toHaveCount(0);
    const chosen = () =>
      page
        .locator(".asked.is-chosen .asked-title")
        .allTextContents()
        .then((texts) => texts.join(" "));
    for (const [key, range] of [
      ["Shift+ArrowDown", "Four Five"],
      ["Shift+ArrowDown", "Four Five Six"],
      ["Shift+ArrowUp", "Four Five"],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(chosen).toBe(range);
    }
    await expect(hollow("Five").getByRole("checkbox")).toBeFocused();
    await hollow("Two")
      .locator(".asked-title")
      .click({ modifiers: ["Shift"] });
    await expect.poll(chosen).toBe("Two Three Four");
    await expect(hollow("Two").getByRole("checkbox")).toBeFocused();
    await hollow("Six")
      .getByRole("checkbox")
      .click({ modifiers: ["Shift"] });
    await expect.poll(chosen).toBe("Four Five Six");
    await expect(hollow("Six").getByRole("checkbox")).toBeChecked();
    await hollow("Three")
      .getByRole("button", { name: /^Decline/ })
      .press("Shift+X");
    await expect.poll(chosen).toBe("Three Four");
    // An open item closes first.
    await page.getByRole("button", { name: "Corrections", exact: true }).first().click();
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel(page)).toHaveCount(0);
    await expect.poll(chosen).toBe("Three Four");
    await page.keyboard.press("Escape");
    await expect(several).toHaveCount(0);
    await hollow("Five").getByRole("checkbox").press("x");
    await hollow("Six")
      .getByRole("button", { name: /^Accept/ })
      .press("x");
    await several.getByRole("button", { name: "Accept 2" }).evaluate((button: HTMLElement) => {
      button.focus();
      button.click();
      button.click(); // once is enough
    });
    await expect(hollow("Six")).toHaveCount(0);
    await expect(several).toHaveCount(0);
    await expect(entry(page, "Five").first()).toBeVisible();
    await expect(entry(page, "Six").first()).toBeVisible();
    await expect(page.locator(".asked :focus")).toBeVisible();
    await expect(page.getByText(/^Not done:/)).toHaveCount(0);
    await hollow("Four").getByRole("checkbox").check();
    await several.getByRole("button", { name: "Decline 1" }).click();
    await expect(hollow("Four")).toHaveCount(0);
    await expect(hollow("Three")).toBeVisible();
    // Two pressed at once; the checkbox that has the focus stays, though of two none would be offered.
    await hollow("Three").getByRole("checkbox").focus();
    await page.evaluate(() => {
      for (const button of document.querySelectorAll<HTMLElement>(".asked-acts > button:first-child")) {
        if (/One|Two/.test(button.textContent ?? "")) button.click();
      }
    });
    await expect(hollow("One")).toHaveCount(0);
    await expect(hollow("Two")).toHaveCount(0);
    await expect(hollow("Three").getByRole("checkbox")).toBeFocused();
    await hollow("Seven")
      .getByRole("button", { name: /^Decline/ })
      .press("Enter");
    await expect(hollow("Seven")).toHaveCount(0);
    await expect(hollow("Three").getByRole("button", { name: /^Accept/ })).toBeFocused();
    await hollow("Three")
      .getByRole("button", { name: /^Decline/ })
      .press("Enter");
    await expect(hollow("Three")).toHaveCount(0);
    await expect(page.locator("main h1")).toBeFocused();

    // What was changed meanwhile is not done, and says so in place.
    await propose("updateItemById", { id: yoga?.id, text: "Yoga with Ada" });
    await expect(hollow("Yoga").getByText("now “Yoga”")).toBeVisible();
    await isNotOnPaper(hollow("Yoga"));
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
});
