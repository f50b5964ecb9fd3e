import type { Page } from "@playwright/test";

/** Who sees the page: a user with a full agenda, one whose assistant asks first, a new user, or a signed-out visitor. */
export type Viewer = "full" | "asked" | "new" | "nobody";

export interface Scene {
  readonly name: string;
  readonly viewer: Viewer;
  readonly path: string;
  /** What to do on the page before taking the screenshot. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** Whether phones have nothing like it. */
  readonly isWide?: true;
}

const openItem = (text: string) => async (page: Page) => {
  await page
    .getByRole("main")
    .getByRole("button", { name: new RegExp(`^${text}\\b`) })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
};

const addLine = (words: string) => async (page: Page) => {
  const line = page.getByRole("form", { name: "Add an item" });
  await line.getByRole("textbox").first().fill(words);
  // Without a network its script may be missing.
  await line
    .locator(".preview")
    .waitFor()
    .catch(() => {});
};

const item = (page: Page, text: string) => page.locator("main [data-item]").filter({ hasText: text }).first();

const press =
  (text: string, ...keys: readonly string[]) =>
  async (page: Page) => {
    await item(page, text).focus();
    for (const key of keys) await page.keyboard.press(key);
  };

/** The same field is changed here and elsewhere. */
async function disagree(page: Page): Promise<void> {
  await openItem("Yoga")(page);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Place", { exact: true }).fill("Small hall");
  await page.evaluate(async () => {
    const { items } = (await (await fetch("/api/items")).json()) as { items: { id: string; text: string }[] };
    const id = items.find(({ text }) => text === "Yoga")?.id;
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ location: `Hall ${Math.ceil(Math.random() * 9)}` });
    await fetch(`/api/items/${id}`, { method: "PATCH", headers, body });
  });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").getByRole("radio").first().waitFor();
}

/** Every page, in each of its states. */
export const scenes: readonly Scene[] = [
  { name: "signed-out", viewer: "nobody", path: "/" },
  { name: "sign-in", viewer: "nobody", path: "/sign-in" },
  {
    name: "sign-in-unknown-name",
    viewer: "nobody",
    path: "/sign-in",
    async act(page) {
      await page.getByLabel("Username").fill("maria");
      await page.getByLabel("Password").fill("correct horse battery");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "sign-in-failed", viewer: "nobody", path: "/sign-in-failed?reason=expired" },
  { name: "privacy", viewer: "nobody", path: "/privacy" },
  { name: "problems", viewer: "nobody", path: "/problems" },
  { name: "not-found", viewer: "nobody", path: "/nowhere" },
  { name: "account-deleted", viewer: "nobody", path: "/account/deleted" },

  { name: "agenda", viewer: "full", path: "/" },
  { name: "agenda-new", viewer: "new", path: "/" },
  {
    name: "add-line",
    viewer: "full",
    path: "/",
    act: addLine("Lunch with Ben Friday 12:30 at Luigi's #work every two weeks"),
  },
  { name: "add-line-question", viewer: "full", path: "/", act: addLine("Dentist next Friday") },
  { name: "item", viewer: "full", path: "/", act: openItem("Board meeting") },
  { name: "item-by-assistant", viewer: "full", path: "/", act: openItem("Physio") },
  { name: "item-of-series", viewer: "full", path: "/", act: openItem("Water the plants") },
  {
    name: "item-edit",
    viewer: "full",
    path: "/",
    async act(page) {
      await openItem("Review of the offer")(page);
      await page.getByRole("button", { name: "Edit", exact: true }).click();
      await page.getByRole("dialog").getByLabel("Place", { exact: true }).waitFor();
    },
  },
  { name: "item-conflict", viewer: "asked", path: "/", act: disagree },
  { name: "series-question", viewer: "full", path: "/", act: press("Water the plants", "Delete") },
  { name: "selected", viewer: "full", path: "/", act: press("Dentist", "x", "Shift+ArrowDown", "Shift+ArrowDown") },
  {
    name: "palette",
    viewer: "full",
    path: "/",
    async act(page) {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("dentist");
      await page
        .getByRole("dialog")
        .getByRole("option", { name: /^Dentist/ })
        .waitFor();
    },
  },
  {
    name: "go-to-a-day",
    viewer: "full",
    path: "/",
    async act(page) {
      await page.keyboard.press("g");
      await page.keyboard.type("in 3 weeks");
    },
  },
  { name: "keys", viewer: "full", path: "/", act: (page) => page.keyboard.press("?") },
  {
    name: "account-menu",
    viewer: "full",
    path: "/",
    isWide: true,
    act: (page) => page.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click(),
  },
  {
    name: "no-network",
    viewer: "full",
    path: "/",
    async act(page) {
      await page.context().setOffline(true);
      await addLine("Buy milk")(page);
      await page.keyboard.press("Enter");
      await page.getByText("Buy milk").first().waitFor();
    },
  },
  {
    name: "unsaved",
    viewer: "full",
    path: "/",
    async act(page) {
      await addLine("Lunch with Ben Friday 12:30")(page);
      await page.goto("/you");
      const isPhone = (page.viewportSize()?.width ?? 0) < 640;
      if (!isPhone) await page.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click();
      await page.getByRole("button", { name: "Sign out" }).last().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "proposals", viewer: "asked", path: "/" },
  { name: "proposals-page", viewer: "asked", path: "/assistants/proposals" },
  { name: "day", viewer: "full", path: "/day/2027-03-08" },
  { name: "day-unknown", viewer: "full", path: "/day/2027-02-30" },
  { name: "week", viewer: "full", path: "/week" },
  {
    name: "week-next",
    viewer: "full",
    path: "/week",
    async act(page) {
      await page.getByRole("button", { name: "Next week" }).click();
      await page.waitForURL("**/week/*");
      await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => {});
    },
  },
  { name: "week-item", viewer: "full", path: "/week", act: openItem("Board meeting"), isWide: true },
  { name: "week-new", viewer: "new", path: "/week" },
  { name: "month", viewer: "full", path: "/month" },
  { name: "month-new", viewer: "new", path: "/month" },
  { name: "you", viewer: "full", path: "/you" },
  { name: "activity", viewer: "full", path: "/activity" },
  { name: "activity-new", viewer: "new", path: "/activity" },
  { name: "search", viewer: "full", path: "/search?q=the" },
  { name: "search-nothing", viewer: "full", path: "/search?q=xylophone" },
  { name: "trash", viewer: "full", path: "/trash" },
  { name: "trash-new", viewer: "new", path: "/trash" },
  { name: "settings", viewer: "full", path: "/settings" },
  { name: "connect", viewer: "full", path: "/connect" },
  { name: "assistants", viewer: "full", path: "/assistants" },
  { name: "assistants-new", viewer: "new", path: "/assistants" },
  { name: "account", viewer: "full", path: "/account" },
];
