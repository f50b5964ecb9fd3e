import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test as base, expect, type Page } from "@playwright/test";
import { endpoint, freshPerson, registerTestClient } from "../harness/identity-door.ts";
import { expectAccessibleInBoth } from "./harness/looks.ts";

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

const username = (page: Page) => page.getByLabel("Username");
const password = (page: Page) => page.getByLabel("Password");
const back = (page: Page) => page.getByText("Back at the application");

test("somebody unknown is offered a new account, signs out, and is refused with a wrong password before the right one", async ({
  page,
  application,
}) => {
  const person = freshPerson();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(application.signInUrl);
  const used = page.url();

  await test.step("the page says to what and for whom it signs in", async () => {
    await expect(page.getByText("to continue to Tested application")).toBeVisible();
    await expect(page.getByText("embedded sign-in of this machine")).toBeVisible();
  });
  await test.step("it has the product's typeface, and a field's focus ring keeps clear of its label", async () => {
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
  await test.step("an unknown username is offered as a new account, with the input kept", async () => {
    await expectAccessibleInBoth(page);
    await username(page).fill(person.username);
    await password(page).fill(person.password);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText(`There is no account ${person.username} here yet.`);
    await expect(username(page)).toHaveValue(person.username);
    await expect(password(page)).toHaveValue(person.password);
    await expectAccessibleInBoth(page);

    // A typo: Enter in a field signs in and creates nothing.
    await username(page).fill(`${person.username}x`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText(`There is no account ${person.username}x here yet.`);
    await username(page).fill(person.username);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: `Create account ${person.username}`, exact: true })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(back(page)).toBeVisible();
    expect(new URL(page.url()).searchParams.get("code")).toBeTruthy();
  });
  await test.step("a sign-in that was already used says so and leads back to the agenda", async () => {
    await page.goto(used);
    await expect(page.getByRole("heading", { name: "Start again" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Open Agenda Assistant" })).toBeVisible();
  });
  await test.step("signed out, a wrong password is refused, and the right one signs in again", async () => {
    await page.goto(application.signOutUrl);
    await page.waitForURL(application.home);
    await page.goto(application.signInUrl);
    await username(page).fill(person.username);
    await password(page).fill("wrong-password");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText("Username or password is wrong.");
    await expect(username(page)).toHaveValue(person.username);
    await password(page).fill(person.password);
    await page.keyboard.press("Enter");
    await expect(back(page)).toBeVisible();
  });
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
