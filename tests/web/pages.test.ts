import type { Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { expectAccessible, inEveryLook } from "./harness/looks.ts";

interface Shown {
  readonly path: string;
  readonly heading: string;
  /** Has a link to sign in. */
  readonly isWayIn?: true;
  /** Is the same component as another one, which is looked at. */
  readonly isLikeAnother?: true;
}

const asking: readonly Shown[] = [
  { path: "/activity", heading: "Activity" },
  { path: "/trash", heading: "Trash", isLikeAnother: true },
  { path: "/search?q=a", heading: "Search", isLikeAnother: true },
  { path: "/settings", heading: "Settings", isLikeAnother: true },
  { path: "/account", heading: "Your data", isLikeAnother: true },
];
const open: readonly Shown[] = [
  { path: "/", heading: "One agenda, two hands", isWayIn: true },
  { path: "/connect", heading: "Connect an assistant", isWayIn: true },
  { path: "/privacy", heading: "Privacy" },
  { path: "/problems", heading: "Problems" },
  { path: "/account/deleted", heading: "Everything is deleted." },
  { path: "/sign-in-failed?reason=refused", heading: "You are not signed in.", isWayIn: true },
  { path: "/nowhere", heading: "There is nothing at this address." },
];

/** What a page asked the network for, its policy violations and its errors, collected from before the first byte. */
function listen(page: Page): { readonly asked: string[]; readonly trouble: string[] } {
  const asked: string[] = [];
  const trouble: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("console", (message) => {
    if (/content security policy|hydrat/i.test(message.text())) trouble.push(message.text());
  });
  page.on("pageerror", (error) => trouble.push(error.message));
  return { asked, trouble };
}

test.use({ timezoneId: "America/New_York" });

for (const [name, pages] of Object.entries({ "ask to sign in": asking, "need no sign-in": open }))
  test(`the pages that ${name} can be read signed out in every look, and their policy blocks nothing of their own`, async ({
    page,
    context,
  }) => {
    const { asked, trouble } = listen(page);
    for (const { path, heading, isWayIn, isLikeAnother } of pages)
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
        if (isWayIn) {
          const link = page.getByRole("link", { name: /^Sign in/ });
          await expect(link).toHaveAttribute("href", "/sign-in");
          await link.hover();
        }
        await page.waitForLoadState("networkidle");
        expect(trouble).toEqual([]);
        if (!isLikeAnother) await inEveryLook(page, (look) => expectAccessible(page, look));
      });
    // Signing in is a plain link that is not prefetched.
    expect(asked).not.toContain("/sign-in");
    if (pages === open) {
      const cookies = await context.cookies();
      // The first page sets it for the server.
      expect(cookies.find(({ name }) => name === "browser-time-zone")?.value).toBe("America/New_York");
    }
  });

test("every page has every security header", async ({ request }) => {
  for (const { path } of [...asking, ...open])
    await test.step(path, async () => {
      const [first, second] = [await request.get(path), await request.get(path)].map((answer) => answer.headers());
      const policy = first?.["content-security-policy"] ?? "";
      const nonce = /script-src 'self' 'nonce-([\w-]{22,})' 'strict-dynamic'(?:;| )/.exec(policy)?.[1];
      expect(nonce).toBeTruthy();
      expect(second?.["content-security-policy"]).not.toContain(nonce);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
      expect(first).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
      });
      expect(first?.["cache-control"]).toContain("no-store");
      expect(first?.["x-powered-by"]).toBeUndefined();
    });
});

test("nothing that was slipped into a page runs, and no string becomes markup or a script", async ({ page }) => {
  await test.step("an injected script does not run", async () => {
    const slipped =
      '<script>globalThis.hasRun = true</script><img src="data:," alt="" onerror="globalThis.hasRun = true">';
    await page.route("**/privacy", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace("<header", `${slipped}<header`) });
    });
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/content security policy/i.test(message.text())) refused.push(message.text());
    });
    await page.goto("/privacy");
    await expect.poll(() => refused.length).toBe(2);
    expect(await page.evaluate(() => "hasRun" in globalThis)).toBe(false);
  });
  await test.step("no string becomes markup or a script, except for the app's own built scripts", async () => {
    const tried = await page.evaluate(() => {
      const trying = (work: (script: HTMLScriptElement) => void) => {
        try {
          work(document.createElement("script"));
          return "taken";
        } catch (thrown) {
          return (thrown as Error).name;
        }
      };
      const built = document.querySelector<HTMLScriptElement>('script[src^="/_next/static/"]')?.src ?? "";
      return {
        markup: trying(() => {
          document.createElement("div").innerHTML = "<b>x</b>";
        }),
        text: trying((script) => {
          script.text = "globalThis.hasRun = true";
        }),
        foreign: trying((script) => {
          script.src = "https://example.com/_next/static/x.js";
        }),
        ofOurs: trying((script) => {
          script.src = "/_next/static/../../openapi.yaml";
        }),
        attribute: trying((script) => script.setAttribute("src", "/openapi.yaml")),
        policy: trying(() => {
          (
            globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): void } }
          ).trustedTypes?.createPolicy("x", {});
        }),
        built: trying((script) => {
          script.src = built;
        }),
      };
    });
    const refused = "TypeError";
    expect(tried).toEqual({
      markup: refused,
      text: refused,
      foreign: refused,
      ofOurs: refused,
      attribute: refused,
      policy: refused,
      built: "taken",
    });
  });
});

test.describe("the connect page", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("says what an assistant needs, each value to be copied by mouse or by keyboard", async ({ page, baseURL }) => {
    await page.goto("/connect");

    await test.step("the first Tab skips the bar", async () => {
      await page.keyboard.press("Tab");
      await expect(page.getByRole("link", { name: "Skip to the address" })).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/#main$/);
    });
    await test.step("shows each assistant's setup in three steps, the client ID if one is set, and the operator's part separately", async () => {
      for (const name of ["ChatGPT", "Claude", "Another, or a terminal"])
        await expect(page.getByRole("region", { name, exact: true }).getByRole("listitem")).toHaveCount(3);
      await expect(page.getByRole("button", { name: "Copy If it asks for a client ID" })).toBeVisible();
      await expect(page.getByRole("region", { name: "Another, or a terminal" })).toContainText(
        new RegExp(`claude mcp add --transport http --client-id \\S+ --callback-port 3003 agenda ${baseURL}/mcp`),
      );
      await page.getByText("Let assistants in by MCP (").click();
      await expect(page.getByRole("region", { name: "Register the address in Logto" })).toContainText("API resources");
    });
    await test.step("warns that ChatGPT cannot reach a private machine", async () => {
      const warning = page.getByRole("region", { name: "ChatGPT and Claude cannot reach this machine" });
      await expect(warning).toContainText("APP_URL");
    });
    await test.step("copies each value by mouse and by keyboard, and confirms it", async () => {
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await page.getByRole("button", { name: "Copy the address" }).click();
      await expect(page.getByRole("status").filter({ hasText: "Copied the address." })).toBeAttached();
      expect(await clipboard()).toBe(`${baseURL}/mcp`);

      await expect(page.getByText("openid offline_access", { exact: true })).toBeHidden();
      await page.getByText("Set up a GPT (").press("Enter");
      await page.getByRole("button", { name: "Copy Schema URL" }).click();
      await expect(page.getByRole("button", { name: "Copied Schema URL" })).toBeVisible();
      await expect(page.getByRole("status").filter({ hasText: "Copied Schema URL." })).toBeAttached();
      expect(await clipboard()).toBe(`${baseURL}/openapi.yaml`);

      await page.getByRole("button", { name: "Copy Authorization URL" }).press("Enter");
      await expect(page.getByRole("button", { name: "Copied Authorization URL" })).toBeFocused();
      expect(await clipboard()).toMatch(/\/oidc\/auth\?prompt=consent$/);

      await page.getByRole("button", { name: "Copy the instructions" }).press("Space");
      await expect(page.getByRole("button", { name: "Copied the instructions" })).toBeVisible();
      expect(await clipboard()).toMatch(/Start with getContext/);
    });
    await test.step("names every value that the GPT editor asks for, behind one disclosure", async () => {
      const copyButtonOf = (label: string) => page.getByRole("button", { name: `Copy ${label}`, exact: true });
      for (const label of ["Client ID", "Token URL", "Scope", "Callback", "Older callback", "Privacy policy"])
        await expect(copyButtonOf(label)).toBeVisible();
      await expect(page.getByRole("definition").filter({ hasText: `${baseURL}/privacy` })).toBeVisible();
      await expect(page.getByText("openid offline_access", { exact: true })).toBeVisible();
      await expect(page.getByText("Default (POST request)")).toBeVisible();
      await expect(page.getByText("https://chatgpt.com/aip/g-YOUR-GPT/oauth/callback")).toBeVisible();
    });
  });
});

test("a failed sign-in says what happened, and nothing from the URL", async ({ request }) => {
  const words = {
    expired: "This sign-in has expired.",
    refused: "You are not signed in.",
    unavailable: "The sign-in server does not answer.",
    misconfigured: "This server's sign-in is set up wrong.",
    toString: "This sign-in has expired.",
    "<b>pwned</b>": "This sign-in has expired.",
  };
  for (const [reason, heading] of Object.entries(words)) {
    const html = await (await request.get(`/sign-in-failed?reason=${encodeURIComponent(reason)}`)).text();
    const [main = ""] = /<main.*<\/main>/s.exec(html) ?? [];
    expect(/<h1[^>]*>(.*?)<\/h1>/.exec(main)?.[1]?.replaceAll("&#x27;", "'")).toBe(heading);
    expect(main).not.toContain("pwned");
  }
});

test("a problem's type URL leads to its description", async ({ page }) => {
  await page.goto("/problems#item_not_found");
  await expect(page.locator("#item_not_found")).toBeInViewport();
  await expect(page.locator("#item_not_found")).toContainText("There is no such item.");
});
