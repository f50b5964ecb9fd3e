import type { Page } from "@playwright/test";

/** Who sees the page: a user with a full agenda, a new user, or a signed-out visitor. */
export type Viewer = "full" | "new" | "nobody";

export interface Scene {
  readonly name: string;
  readonly viewer: Viewer;
  readonly path: string;
  /** What to do on the page before taking the screenshot. */
  readonly act?: (page: Page) => Promise<unknown>;
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
  await page.getByRole("form", { name: "Add an item" }).getByRole("textbox").first().fill(words);
};

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
  { name: "keys", viewer: "full", path: "/", act: (page) => page.keyboard.press("?") },
  {
    name: "account-menu",
    viewer: "full",
    path: "/",
    act: (page) => page.getByRole("button", { name: /: settings, privacy and sign-out$/ }).click(),
  },
  {
    name: "no-network",
    viewer: "full",
    path: "/",
    async act(page) {
      await page.route("**/api/**", (route) => route.abort());
      await addLine("Buy milk")(page);
      await page.keyboard.press("Enter");
      await page.getByRole("alert").first().waitFor();
    },
  },
  { name: "day", viewer: "full", path: "/day/2027-03-08" },
  { name: "day-unknown", viewer: "full", path: "/day/2027-02-30" },
  { name: "week", viewer: "full", path: "/week" },
  { name: "week-item", viewer: "full", path: "/week", act: openItem("Board meeting") },
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
  { name: "account", viewer: "full", path: "/account" },
];
