import { expect, test } from "./harness/fixtures.ts";

test("a user signs in, opens the account menu by keyboard, gets the focus back on Escape, and signs out", async ({
  page,
  signInByHand,
}) => {
  await signInByHand();
  const menu = page.getByRole("button", { name: /: settings, privacy and sign-out$/ });
  const signOut = page.getByRole("button", { name: "Sign out" });

  await menu.press("Enter");
  await expect(signOut).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(signOut).toBeHidden();
  await expect(menu).toBeFocused();

  await menu.click();
  await signOut.click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/connect");
  await expect(page.getByRole("banner").getByRole("link", { name: "Sign in" })).toBeVisible();
});
