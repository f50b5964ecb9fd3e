import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect } from "@playwright/test";
import { endpoint, freshPerson, registerTestClient } from "../harness/identity-door.ts";
import { axeIn } from "./harness/looks.ts";

/** An application on this machine to which a browser returns after signing in or out. */
const test = base.extend<{ application: { signInUrl: string; signOutUrl: string; home: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
  application: async ({}, use) => {
    const server = createServer((request, response) =>
      response
        .setHeader("content-type", "text/html")
        .end(
          `<!doctype html><title>Home</title>${request.url === "/backchannel-logout" ? "" : "Back at the application"}`,
        ),
    );
    await once(server.listen(0, "127.0.0.1"), "listening");
    const home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const redirectUri = `${home}callback`;
    const { clientId } = await registerTestClient({
      name: "Tested application",
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [home],
      backchannelLogoutUri: `${home}backchannel-logout`,
    });
    const query = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid",
      state: "s",
    };
    await use({
      home,
      signInUrl: `${endpoint}/oidc/auth?${new URLSearchParams(query)}`,
      signOutUrl: `${endpoint}/oidc/session/end?${new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: home })}`,
    });
    server.closeAllConnections();
    server.close();
  },
});

test("a user creates an account, signs out, is refused with a wrong password and signs in again", async ({
  page,
  application,
}) => {
  const { username, password } = freshPerson();
  await page.goto(application.signInUrl);
  await expect(page.getByText("to continue to Tested application")).toBeVisible();
  await expect(page.getByText("embedded sign-in of this machine")).toBeVisible();
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Back at the application")).toBeVisible();
  expect(new URL(page.url()).searchParams.get("code")).toBeTruthy();

  await page.goto(application.signOutUrl);
  await page.waitForURL(application.home);

  await page.goto(application.signInUrl);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill("wrong-password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText("Username or password is wrong.");
  await expect(page.getByLabel("Username")).toHaveValue(username);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Back at the application")).toBeVisible();
});

test("an unknown username is offered as a new account, with the input kept", async ({ page, application }) => {
  const { username, password } = freshPerson();
  await page.goto(application.signInUrl);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(`There is no account ${username} here yet.`);
  await expect(page.getByLabel("Username")).toHaveValue(username);
  await expect(page.getByLabel("Password")).toHaveValue(password);

  // A typo: Enter in a field signs in and creates nothing.
  await page.getByLabel("Username").fill(`${username}x`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(`There is no account ${username}x here yet.`);
  await page.getByLabel("Username").fill(username);
  await page.keyboard.press("Enter");
  const create = page.getByRole("button", { name: `Create account ${username}`, exact: true });
  await expect(create).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Back at the application")).toBeVisible();

  await page.goto(application.signOutUrl);
  await page.waitForURL(application.home);
  await page.goto(application.signInUrl);
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Back at the application")).toBeVisible();
});

test("the sign-in page has the product's typeface, and a field's focus ring keeps clear of its label", async ({
  page,
  application,
}) => {
  await page.goto(application.signInUrl);
  expect(await page.evaluate(async () => (await document.fonts.load("600 16px Geist")).length)).toBe(1);
  for (const name of ["Username", "Password"]) {
    const field = page.getByLabel(name);
    await field.focus();
    const gap = await field.evaluate((input: HTMLInputElement) => {
      const style = getComputedStyle(input);
      const ring = Number.parseFloat(style.outlineWidth) + Number.parseFloat(style.outlineOffset);
      const label = input.labels?.[0]?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY;
      return input.getBoundingClientRect().top - ring - label;
    });
    expect(gap, name).toBeGreaterThanOrEqual(2);
  }
});

test("two tabs sign in side by side, each with its own destination", async ({ context, application }) => {
  const { username, password } = freshPerson();
  const [first, second] = [await context.newPage(), await context.newPage()];
  await first.goto(`${application.signInUrl}1`);
  await second.goto(`${application.signInUrl}2`);
  await first.getByLabel("Username").fill(username);
  await first.getByLabel("Password").fill(password);
  await first.getByRole("button", { name: "Create account" }).click();
  await expect(first).toHaveURL(/state=s1/);
  await second.getByLabel("Username").fill(username);
  await second.getByLabel("Password").fill(password);
  await second.getByRole("button", { name: "Sign in" }).click();
  await expect(second).toHaveURL(/state=s2/);
});

test("a sign-in that was already used says so and leads back to the agenda", async ({ page, application }) => {
  await page.goto(application.signInUrl);
  const used = page.url();
  const { username, password } = freshPerson();
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Back at the application")).toBeVisible();
  await page.goto(used);
  await expect(page.getByRole("heading", { name: "Start again" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Open Agenda Assistant" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing on the sign-in page, ${colorScheme}, at 360 px, with and without a problem`, async ({
    page,
    application,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(application.signInUrl);
    expect((await axeIn(page).analyze()).violations).toEqual([]);
    await page.getByLabel("Username").fill("nobody");
    await page.getByLabel("Password").fill("wrong-password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    expect((await axeIn(page).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(overflow).toBe(false);
  });
