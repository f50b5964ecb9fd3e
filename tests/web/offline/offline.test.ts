import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { running } from "../../harness/running.ts";
import { day, entry, isLive, quickAdd, storeItems } from "../harness/agenda-story.ts";
import { allSent, expect, isKept, keptBy, tellToSend, test } from "./device.ts";

/** Chromium misreports whether the network or the server is down after a reload of a page that the story has taken offline. */
const age = (page: Page) => page.getByRole("status").filter({ hasText: "This is your agenda as of" });

/** What is due a few minutes before then is due now. */
function inFiveMinutes() {
  const at = Temporal.Now.zonedDateTimeISO("Europe/Paris").add({ minutes: 5 });
  return { date: `${at.toPlainDate()}`, startTime: `${at.toPlainTime()}`.slice(0, 5) };
}

test("what was last seen opens without a network, on a reload and on a cold start, says how old it is, and reminds", async ({
  device,
  signIn,
  gptOf,
}) => {
  test.slow();
  let { context, page } = await device.open();
  const person = await signIn({ page, visits: false });
  const gpt = await gptOf(person);
  const words = [
    ["Ophicleide", 0],
    ["Faraway", 200],
    ["Bygone", -60],
  ] as const;
  await storeItems(
    page,
    ...words.map(([text, days]) => ({ text, date: day(days) })),
    ...[{ text: "Dentist", ...inFiveMinutes(), reminders: ["5m"] }],
  );
  await gpt.call("listItems", {});
  const asks = { program: running.gpt.clientId, level: "asks" };
  const headers = { "Sec-Fetch-Site": "same-origin" };
  expect((await page.request.patch("/api/assistants", { headers, data: asks })).status()).toBe(200);
  await gpt.call("createItems", { items: [{ text: "Trombone", date: day(200) }] });
  await page.goto("/");
  await isLive(page);
  await isKept(page, "Ophicleide", "Faraway", "Bygone");
  // Nothing personal is where all people of a browser share it.
  const { cached } = await keptBy(page);
  expect(cached).toContain("Opening your agenda");
  for (const own of ["Ophicleide", person.username]) expect(cached).not.toContain(own);

  await test.step("a browser can install it, with icons, shortcuts and a share target that work", () =>
    isInstallable(page));

  await context.setOffline(true);
  await page.reload();
  await expect(entry(page, "Ophicleide")).toBeVisible();
  await expect(age(page)).toContainText(/as of \d\d:\d\d\./);
  await page.getByRole("link", { name: "Week" }).first().click();
  await expect(page.getByRole("region", { name: /^Week of / })).toContainText("Ophicleide");
  await page.getByRole("link", { name: "Month" }).first().click();
  await expect(page.getByRole("main").getByRole("button", { name: /Ophicleide/ })).toBeVisible();
  await page.getByRole("link", { name: "Activity" }).first().click();
  await expect(page.getByText("This page is not kept on this device.")).toBeVisible();

  const cookies = await context.cookies();
  ({ context, page } = await device.open());
  await context.setOffline(true);
  await page.goto(`/day/${day(200)}`);
  await expect(entry(page, "Faraway")).toBeVisible();
  await expect(page.getByRole("region", { name: "Reminder: Dentist" })).toContainText(/^(In [345] min|Now)/);
  await test.step("what it is done with from a reminder waits, too", async () => {
    const reminder = page.getByRole("region", { name: "Reminder: Dentist" });
    await reminder.getByRole("button", { name: "Done" }).click();
    await expect(reminder).toBeHidden();
    await expect(page.getByRole("status").filter({ hasText: "1 change waits on this device" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Waiting to be sent" })).toContainText("Ticked off Dentist");
  });
  // No alarm: what assistants propose is read once there is a network.
  await expect(page.getByRole("link", { name: "Assistants 1 proposal" }).first()).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "proposals" })).toHaveCount(0);
  await page.goto("/search?q=bygone");
  await expect(page.getByText("One found.")).toBeVisible();
  await page.goto("/?text=Call+Ben&url=https://example.com");
  await expect(quickAdd(page).getByRole("textbox").first()).toHaveValue("Call Ben https://example.com");

  // Back online, the same page goes on, live.
  await context.addCookies(cookies);
  await storeItems(page, { text: "Optician", date: day(0) });
  await context.setOffline(false);
  await isLive(page);
  await expect(entry(page, "Optician")).toBeVisible();
  await expect(page.getByRole("region", { name: "Proposed by ChatGPT" })).toContainText("Trombone");
  await allSent(page);
  const { items } = await (await page.request.get(`/api/items?from=${day(0)}&to=${day(1)}&q=Dentist`)).json();
  expect(items).toMatchObject([{ text: "Dentist", done: true }]);
  await test.step("so it does on a page that shows nothing of the agenda, which says so, and sends it", async () => {
    const [pills] = await storeItems(page, { text: "Pills", ...inFiveMinutes(), reminders: ["5m"] });
    await page.goto("/you");
    const reminder = page.getByRole("region", { name: "Reminder: Pills" });
    await expect(reminder).toBeVisible({ timeout: 20_000 });
    await context.setOffline(true);
    await reminder.getByRole("button", { name: "Done" }).click();
    const waits = page.getByRole("status").filter({ hasText: "1 change waits on this device" });
    await expect(waits).toBeVisible();
    await expect(reminder).toBeHidden();
    await context.setOffline(false);
    await expect(waits).toBeHidden();
    await allSent(page);
    expect((await (await page.request.get(`/api/items/${pills?.id}`)).json()).item).toMatchObject({ done: true });
  });
});

interface Manifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose: string }[];
  readonly screenshots: readonly { readonly src: string; readonly sizes: string }[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
  readonly share_target: object;
}

async function isInstallable(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(await session.send("Page.getInstallabilityErrors")).toEqual({ installabilityErrors: [] });
  const manifest: Manifest = JSON.parse(data ?? "");
  const images = [...manifest.icons, ...manifest.screenshots];
  const sizes = await page.evaluate(
    async (addresses) => {
      const sizeOf = async (address: string) => {
        const { width, height } = await createImageBitmap(await (await fetch(address)).blob());
        return `${width}x${height}`;
      };
      return Promise.all(addresses.map(sizeOf));
    },
    images.map(({ src }) => src),
  );
  expect(sizes).toEqual(images.map(({ sizes }) => sizes));
  expect(manifest.icons.map(({ sizes, purpose }) => `${purpose} ${sizes}`)).toEqual(
    expect.arrayContaining(["any 192x192", "any 512x512", "maskable 512x512", "monochrome 192x192"]),
  );
  expect(manifest.shortcuts).toMatchObject([
    { name: "New item", url: "/?new" },
    { name: "Today", url: "/" },
  ]);
  expect(manifest.share_target).toEqual({
    action: "/",
    method: "GET",
    enctype: "application/x-www-form-urlencoded",
    params: { title: "title", text: "text", url: "url" },
  });
  await page.goto("/?new");
  await expect(quickAdd(page).getByRole("textbox").first()).toBeFocused();
}

test("signing out leaves nothing on the device, and the next person finds nothing of the one before", async ({
  device,
  signIn,
}) => {
  test.slow();
  const { context, page } = await device.open();
  await signIn({ page, visits: false });
  await storeItems(page, { text: "Contrabassoon", date: day(0) });
  await page.goto("/");
  await isKept(page, "Contrabassoon");
  await page.getByRole("button", { name: /settings, privacy and sign-out/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Sign in" }).first().waitFor();
  await expect.poll(() => keptBy(page)).toMatchObject({ texts: undefined, cached: "" });

  await signIn({ page, visits: false });
  await storeItems(page, { text: "Mine", date: day(0) });
  await page.goto("/");
  await isKept(page, "Mine");
  // When the session ends elsewhere, the page finds out, and unregisters the service worker and with it any push subscription.
  const hasWorker = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);
  expect(await hasWorker()).toBe(true);
  await context.clearCookies();
  await page.goto("/search");
  await expect.poll(async () => (await keptBy(page)).texts).toBeUndefined();
  await expect.poll(hasWorker).toBe(false);
  // Nor does the service worker recreate a database when the browser tells it to send.
  await tellToSend(context);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([]);
});

/** The product, of which a new version can be rolled out. A browser's look for one cannot be intercepted. */
async function startUpgradable() {
  let build: string | undefined;
  const server = http.createServer(async (request, response) => {
    const address = `${running.url}${request.url}`;
    if (build !== undefined && request.url === "/built-files.js") {
      const script = await (await fetch(address)).text();
      response.setHeader("Content-Type", "text/javascript");
      return response.end(script.replace(/"id":"[^"]*"/, `"id":"${build}"`));
    }
    const { method, headers } = request;
    const passed = http.request(address, { method, headers }, (answer) =>
      answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers)),
    );
    passed.on("error", () => response.destroy());
    response.on("close", () => passed.destroy());
    return request.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${new URL(running.url).protocol}//${new URL(running.url).hostname}:${port}`,
    upgrade: (id: string) => {
      build = id;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("a new version takes over at once, loses neither typed nor waiting words, and keeps the parts that pages of the two before may still load", async ({
  device,
  signIn,
}) => {
  const product = await startUpgradable();
  try {
    const { context, page } = await device.open();
    await signIn({ page, visits: false });
    await page.goto(`${product.url}/privacy`);
    await page.evaluate(async () => {
      for (const build of ["oldest", "older", "old"])
        await (await caches.open(`build-${build}`)).put(`/_next/static/chunks/${build}.js`, new Response(build));
    });
    await page.goto(product.url);
    const line = quickAdd(page).getByRole("textbox").first();
    await line.fill("Half a word");
    await expect.poll(async () => (await keptBy(page)).isTaken, { timeout: 30_000 }).toBe(true);
    await expect(line).toHaveValue("Half a word");
    const part = (build: string) =>
      page.evaluate(async (address) => (await fetch(address)).status, `/_next/static/chunks/${build}.js`);
    expect(await Promise.all(["oldest", "older", "old"].map(part))).toEqual([404, 200, 200]);

    await page.route("**/api/**", (route) => route.abort());
    await line.fill("Ferry");
    await page.keyboard.press("Enter");
    await expect(entry(page, "Ferry")).toBeVisible();
    await line.fill("Another half");
    product.upgrade("next");
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
    const builds = () => page.evaluate(async () => (await caches.keys()).map((name) => name.replace("build-", "")));
    await expect.poll(builds, { timeout: 30_000 }).toEqual(["old", expect.any(String), "next"]);
    await expect(line).toHaveValue("Another half");
    expect(await part("old")).toBe(200);

    await context.setOffline(true);
    await page.reload();
    await expect(entry(page, "Ferry")).toBeVisible();
    await expect(page.getByText("1 change waits on this device")).toBeVisible();
    await expect(line).toHaveValue("Another half");
    await page.unroute("**/api/**");
    await context.setOffline(false);
    await page.reload();
    await allSent(page);
    await expect(entry(page, "Ferry")).toHaveCount(1);
  } finally {
    product.close();
  }
});
