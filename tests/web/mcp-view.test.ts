import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import type { FrameLocator, Page } from "@playwright/test";
import { browserOf } from "../harness/api.ts";
import { running } from "../harness/running.ts";
import { type Assistant, assistantOf } from "../mcp.ts";
import { makePerson, type Person } from "../people.ts";
import { day } from "./harness/agenda-story.ts";
import { expect, test } from "./harness/fixtures.ts";

/** A minimal host for a view: a sandboxed frame, the tool's answer, and tool calls forwarded to the real server. */
const hostPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><main><h1>A host</h1>
<iframe title="Agenda" sandbox="allow-scripts" style="width:100%;height:500px;border:0"></iframe></main><script>
const frame = document.querySelector("iframe");
window.opened = []; window.sizes = [];
addEventListener("message", async ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  const reply = (result) => source.postMessage({ jsonrpc: "2.0", id: data.id, result }, "*");
  if (data.method === "ui/initialize")
    reply({ protocolVersion: "2026-01-26", hostInfo: { name: "host", version: "1" }, hostCapabilities: {}, hostContext: { theme: window.theme, locale: window.locale } });
  else if (data.method === "ui/notifications/initialized")
    source.postMessage({ jsonrpc: "2.0", method: "ui/notifications/tool-result", params: window.answer }, "*");
  else if (data.method === "ui/notifications/size-changed") window.sizes.push(data.params);
  else if (data.method === "ui/open-link") { window.opened.push(data.params.url); reply({}); }
  else if (data.method === "tools/call") reply(await window.callTool(data.params.name, data.params.arguments));
});
window.start = (html, answer, theme) => { window.answer = answer; window.theme = theme; frame.srcdoc = html; };
window.speak = (locale) => {
  window.locale = locale;
  frame.contentWindow.postMessage({ jsonrpc: "2.0", method: "ui/notifications/host-context-changed", params: { locale } }, "*");
};
</script></html>`;

let person: Person;
let assistant: Assistant;
let html: string;
let hostUrl: string;
const server = createServer((_request, response) =>
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(hostPage),
);

test.beforeAll(async () => {
  person = await makePerson();
  assistant = await assistantOf(person);
  const [view] = await assistant.read("ui://agenda/day.html");
  html = view && "text" in view ? view.text : "";
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hostUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await assistant.done("updateSettings", { timeZone: "Europe/Paris" });
  await assistant.done("createItems", {
    items: [
      { text: "Dentist", date: day(1), startTime: "14:00", endTime: "14:45", location: "Main Street" },
      { text: "<b>Bakery</b>", date: day(1) },
    ],
  });
});
test.afterAll(async () => {
  await assistant.close();
  server.close();
});

/** Opens the host in a page. @returns what shows a tool's answer there, again and again */
async function openHost(
  page: Page,
): Promise<(tool: string, args: Record<string, unknown>, theme?: string) => Promise<FrameLocator>> {
  await page.exposeFunction("callTool", async (name: string, fields: Record<string, unknown>) => {
    const { text, fields: structuredContent, isError } = await assistant.call(name, fields);
    return { content: [{ type: "text", text }], isError, ...(isError ? {} : { structuredContent }) };
  });
  await page.goto(hostUrl);
  return async (tool, args, theme = "light") => {
    const { fields } = await assistant.call(tool, args);
    const answer = { content: [], structuredContent: fields };
    await page.evaluate(
      ([text, result, named]) =>
        (window as unknown as { start: (...args: unknown[]) => void }).start(text, result, named),
      [html, answer, theme] as const,
    );
    return page.frameLocator("iframe");
  };
}

interface Listed {
  readonly id: string;
  readonly text: string;
  readonly done: boolean;
}
const listed = async (args: Record<string, unknown>) =>
  ((await assistant.call("listItems", args)).fields as unknown as { items: Listed[] }).items;

test("the two tools reference the view, which is self-contained, small, and sends nothing out", async () => {
  const tools = await assistant.tools();
  const named = tools.filter(({ _meta }) => (_meta?.ui as { resourceUri?: string } | undefined)?.resourceUri);
  expect(named.map(({ name }) => name).sort()).toEqual(["getOverview", "listItems"]);
  const [resource] = await assistant.resources();
  expect(resource).toMatchObject({ uri: "ui://agenda/day.html", mimeType: "text/html;profile=mcp-app" });
  const csp = { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] };
  const [view] = await assistant.read("ui://agenda/day.html");
  expect(view?._meta).toMatchObject({ ui: { csp } });
  expect(Buffer.byteLength(html)).toBeLessThan(60_000);
  expect(html).toContain("default-src 'none'");
  expect(html.replaceAll(`${running.url}/`, "")).not.toMatch(/https?:|@import|url\(/);
});

test("in a host the view shows a list and an overview, ticks off by keyboard, and sends nothing out", async ({
  page,
}) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  const show = await openHost(page);
  const tomorrow = { from: day(1), to: day(1) };

  for (const theme of ["light", "dark"])
    await test.step(`a list is shown in the ${theme} theme, accessible, without any request`, async () => {
      const view = await show("listItems", tomorrow, theme);
      const lightness = () =>
        view
          .locator("html")
          .evaluate((root) => Number(/oklch\(([\d.]+)/.exec(getComputedStyle(root).backgroundColor)?.[1]));
      await expect.poll(async () => (await lightness()) > 0.5).toBe(theme === "light");
      await expect(view.getByRole("checkbox", { name: "14:00–14:45 Dentist" })).toBeVisible();
      await expect(view.getByText("<b>Bakery</b>")).toBeVisible();
      await expect(view.getByText("Main Street")).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  await test.step("an overview is shown with its text", async () => {
    const view = await show("getOverview", { date: day(1) });
    const { spoken } = (await assistant.call("getOverview", { date: day(1) })).fields as unknown as { spoken: string };
    await expect(view.locator("#words")).toHaveText(spoken);
    await expect(view.getByRole("checkbox", { name: "14:00–14:45 Dentist" })).toBeVisible();
  });
  await test.step("for a repeating item only the one date is ticked off", async () => {
    await assistant.done("createItems", {
      items: [{ text: "Gym", date: day(3), startTime: "08:00", recurrence: "FREQ=DAILY;COUNT=3" }],
    });
    const view = await show("listItems", { from: day(3), to: day(5) });
    await expect(view.getByRole("checkbox", { name: /Gym/ })).toHaveCount(3);
    await view.getByRole("checkbox", { name: /Gym/ }).nth(1).check();
    await expect(view.getByRole("status")).toHaveText("Done: Gym.");
    expect((await listed({ from: day(3), to: day(5) })).map(({ done }) => done)).toEqual([false, true, false]);
  });
  await test.step("by keyboard alone an item is ticked off, that is undone, and the agenda is opened", async () => {
    const view = await show("listItems", tomorrow);
    const box = view.getByRole("checkbox", { name: /Dentist/ });
    const isDone = async () => (await listed(tomorrow)).find(({ text }) => text === "Dentist")?.done;
    await box.focus();
    await page.keyboard.press("Space");
    await expect(view.getByRole("status")).toHaveText("Done: Dentist.");
    expect(await isDone()).toBe(true);
    await expect(box).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(view.getByRole("button", { name: "Undo" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(view.getByRole("status")).toHaveText("Undone.");
    await expect(box).not.toBeChecked();
    expect(await isDone()).toBe(false);
    await expect(view.getByRole("button", { name: "Open in the web app" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { opened: string[] }).opened))
      .toEqual([`${running.url}/`]);
    const sizes = await page.evaluate(() => (window as unknown as { sizes: { height: number }[] }).sizes);
    expect(sizes.at(-1)?.height).toBeGreaterThan(50);
  });
  await test.step("it speaks the host's language, also when that changes, and English where it knows none", async () => {
    const speak = (locale: string) =>
      page.evaluate((to) => (window as unknown as { speak: (locale: string) => void }).speak(to), locale);
    await speak("de-AT");
    const view = await show("getOverview", { date: day(1) });
    await expect(view.getByRole("button", { name: "In der Web-App öffnen" })).toBeVisible();
    const date = new Date(`${day(1)}T00:00Z`);
    const named = (locale: string) =>
      new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(date);
    await expect(view.getByRole("heading", { level: 1 })).toHaveText(named("de-AT"));
    await expect(view.locator("#words")).toHaveText("Zeiten in Europe/Paris");
    await view.getByRole("checkbox", { name: "ganztägig <b>Bakery</b>" }).check();
    await expect(view.getByRole("status")).toHaveText("Erledigt: <b>Bakery</b>.");
    // What was done on it stays, and can be undone, when the language changes.
    await view.getByRole("checkbox", { name: /Bakery/ }).focus();
    await speak("fr");
    await expect(view.getByRole("button", { name: "Annuler" })).toBeVisible();
    await expect(view.getByRole("checkbox", { name: /Bakery/ })).toBeChecked();
    await expect(view.getByRole("checkbox", { name: /Bakery/ })).toBeFocused();
    await speak("de-AT");
    await view.getByRole("button", { name: "Rückgängig" }).click();
    await expect(view.getByRole("checkbox", { name: /Bakery/ })).not.toBeChecked();
    await expect(view.getByRole("status")).toHaveText("Zurückgenommen.");
    for (const [locale, language, direction] of [
      ["ar-EG", "ar", "rtl"],
      ["ja", "ja", "ltr"],
      ["pt-BR", "en", "ltr"],
      ["no such locale", "en", "ltr"],
      ["en-US", "en", "ltr"],
    ] as const) {
      await speak(locale);
      await expect(view.locator("html")).toHaveAttribute("lang", language);
      await expect(view.locator("html")).toHaveAttribute("dir", direction);
      if (language === locale.split("-")[0])
        await expect(view.getByRole("heading", { level: 1 })).toHaveText(named(locale));
      await expect(view.getByRole("checkbox", { name: /Dentist/ })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    }
  });
  await test.step("what the person must decide first is not shown as done", async () => {
    const web = await browserOf(person);
    const allow = (level: string) => web.call("updateAssistant", { program: running.mcp.clientId, level });
    await allow("asks");
    const view = page.frameLocator("iframe");
    const box = view.getByRole("checkbox", { name: /Dentist/ });
    await box.click();
    await expect(view.getByRole("status")).toHaveText("Nothing is done yet: decide in the web app.");
    await expect(box).not.toBeChecked();
    await allow("writes");
  });
  await test.step("a refusal by the server is shown, and the tick is reverted", async () => {
    const view = page.frameLocator("iframe");
    await assistant.done("deleteItemById", { id: (await listed({ q: "Bakery" }))[0]?.id });
    const box = view.getByRole("checkbox", { name: /Bakery/ });
    await box.check({ force: true }).catch(() => undefined); // it does not stay checked: that is the point
    await expect(view.getByRole("status")).toContainText(/^That did not work\. item_not_found/);
    await expect(box).not.toBeChecked();
  });
  expect(requests.filter((url) => !url.startsWith(hostUrl) && !url.startsWith("about:"))).toEqual([]);
});
