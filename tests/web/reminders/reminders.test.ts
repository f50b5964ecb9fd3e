import { type Browser, chromium, type Page, type Request, type Worker } from "@playwright/test";
import { findWindowed, launchOptions } from "../../../tools/chromium.ts";
import type { GptClient } from "../../../tools/gpt/gpt-client.ts";
import { startPushStandIn } from "../../../tools/push/push-stand-in.ts";
import { planAt, sendAt, userOf } from "../../api/reminders/remind-now.ts";
import { freshName, query } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";
import { entry, isLive, made, panel, quickAdd, storeItems } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";
import { holdRequests } from "../harness/held.ts";

const isDone = async (gpt: GptClient, id: string | undefined) =>
  ((await gpt.call("getItemById", { id })).body as { item: { done: boolean } }).item.done;

/** Some minutes from now, in a zone that is not the browser's. */
function inMinutes(minutes: number) {
  const at = Temporal.Now.zonedDateTimeISO("Asia/Tokyo").add({ minutes });
  return { date: `${at.toPlainDate()}`, startTime: `${at.toPlainTime()}`.slice(0, 5) };
}

const startMs = ({ date, startTime }: ReturnType<typeof inMinutes>) =>
  Temporal.ZonedDateTime.from(`${date}T${startTime}[Asia/Tokyo]`).epochMilliseconds;

/** In the format of the story's settings. */
const told = (time: string) =>
  new Intl.DateTimeFormat("en-US", { timeStyle: "short", timeZone: "UTC" })
    .format(Date.parse(`2026-01-01T${time}Z`))
    .toLowerCase()
    .replace(/\s/u, " ");

test("a page that just lies open says what is due, once, until one has said what becomes of it; permission is asked with the first reminder that one sets", async ({
  page,
  signIn,
  gptOf,
}) => {
  await recordPermission(page);
  await page.clock.install();
  const gpt = await gptOf(await signIn({ visits: false }));
  await gpt.call("updateSettings", { timeZone: "Asia/Tokyo", locale: "en-US" });
  await page.goto("/");
  await isLive(page);
  const isRead = page.waitForResponse("**/api/reminders");
  const start = inMinutes(20);
  const [call] = await made(gpt, { text: "Call", ...start, reminders: ["5m"], url: "https://meet.google.com/abc" });
  await isRead;
  const banner = page.getByRole("region", { name: "Reminder: Call" });
  await expect(entry(page, "Call").first()).toBeVisible();
  await expect(banner).toHaveCount(0);
  // Half a minute from where its words change.
  await page.clock.pauseAt(startMs(start) - 17.5 * 60_000);
  await page.clock.resume();
  // Further ahead than one timer: it and its words update by themselves.
  for (let minute = 0; minute < 14; minute++) await page.clock.fastForward("01:00");
  await expect(banner).toContainText(/^In 4 min/);
  // Announced once: the minutes that pass are not.
  await expect(page.locator(".reminds[aria-live]")).toHaveCount(0);
  await expect(page.locator(".reminds").getByRole("alert")).toHaveText(/^Call\. In 5 min/);
  await expect(banner).toContainText(told(start.startTime)); // by the clock of the settings
  await expect(banner.getByRole("link", { name: "Join on Meet" })).toHaveAttribute(
    "href",
    "https://meet.google.com/abc",
  );
  for (const minutes of [3, 2]) {
    await page.clock.fastForward("01:00");
    await expect(banner).toContainText(`In ${minutes} min`);
  }
  await expect(page.locator(".reminds").getByRole("alert")).toHaveText(/^Call\. In 5 min/);
  await banner.getByRole("button", { name: "Done" }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.locator(".reminds")).toHaveText("");
  await expect.poll(() => isDone(gpt, call?.id)).toBe(true);

  await test.step("permission is asked by a click below the first reminder that somebody sets, and never before", async () => {
    const line = quickAdd(page).getByRole("textbox").first();
    await line.fill("Dentist tomorrow 10:00 remind me 30 minutes before");
    const allow = page.getByRole("button", { name: "Allow reminders…" });
    await expect(allow).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("asked"))).toBeNull();
    await allow.click();
    await expect(page.getByText("Reminders come while this page is open.")).toBeVisible();
    expect(await page.evaluate(() => sessionStorage.getItem("asked"))).toBe("once");
    await line.fill("");
  });
  const due = page.getByRole("region", { name: "Reminder: Tea" });
  const [tea] = await made(gpt, { text: "Tea", ...inMinutes(5), reminders: ["5m"] });
  await test.step("where neither a push service nor a service worker is, a click on the notification opens the item", async () => {
    await expect(due).toBeVisible();
    const first = () =>
      page.evaluate(() =>
        (window as unknown as { shown: Shown[] }).shown.slice(0, 1).map(({ title, tag }) => [title, tag]),
      );
    await expect.poll(first).toEqual([["Tea", tea?.id]]);
    await page.evaluate(() =>
      (window as unknown as { shown: Shown[] }).shown[0]?.notification.onclick?.(new Event("click")),
    );
    await expect(panel(page)).toContainText("Tea");
  });
  for (const path of ["/you", "/connect", "/privacy", "/account"])
    await test.step(`it is said on ${path}, too`, async () => {
      await page.goto(path);
      await expect(async () => {
        await page.clock.fastForward("00:06");
        await expect(due).toBeVisible({ timeout: 500 });
      }).toPass();
    });
  await test.step("once the session has ended, nothing more is said or read", async () => {
    let reads = 0;
    page.on("request", (request) => request.url().endsWith("/api/reminders") && reads++);
    await query(`DELETE FROM "Session" WHERE "userId" = (SELECT "userId" FROM "Item" WHERE id = $1)`, [tea?.id]);
    await page.clock.fastForward("05:01");
    await expect(page.locator(".reminds")).toHaveText("");
    await page.clock.fastForward("05:01");
    expect(reads).toBe(1);
  });
});

/** A notification of the page. */
interface Shown {
  readonly title: string;
  readonly tag: string;
  readonly notification: Notification;
}

/** A browser that was not asked yet, and allows it. Headless, it refuses by itself. */
const recordPermission = (page: Page) =>
  page.addInitScript(() => {
    const shown: object[] = [];
    class Recorded extends EventTarget {
      static get permission() {
        return sessionStorage.getItem("asked") ? "granted" : "default";
      }
      static async requestPermission() {
        sessionStorage.setItem("asked", sessionStorage.getItem("asked") ? "again" : "once");
        return Recorded.permission;
      }
      constructor(title: string, options: object) {
        super();
        shown.push({ title, ...options, notification: this });
      }
    }
    Object.assign(window, { Notification: Recorded, shown });
  });

test("a browser that allows it is reminded while no page is open, and does what the notification's buttons say", async ({
  signIn,
  gptOf,
}) => {
  test.slow(); // a browser of its own, with a service worker
  const service = await startPushStandIn();
  const device = service.subscribe();
  const notifying = await openNotifying();
  try {
    const { browser, isReal } = notifying;
    const context = await browser.newContext({
      ...{ baseURL: running.url, locale: "en-GB", timezoneId: "Europe/Paris", serviceWorkers: "allow" },
      permissions: ["notifications"],
    });
    const page = await context.newPage();
    // No vendor's push service can be reached here, so the browser uses the stand-in; all else is real.
    await context.addInitScript(
      ({ endpoint, p256dh, auth, isReal }) => {
        const bytesOf = (key: string) =>
          Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0)).buffer;
        const subscriptionFor = (key: string | null) =>
          key && {
            ...{ endpoint, options: { applicationServerKey: bytesOf(key) } },
            unsubscribe: async () => sessionStorage.removeItem("stand-in"),
            toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
          };
        Object.assign(PushManager.prototype, {
          getSubscription: async () => subscriptionFor(sessionStorage.getItem("stand-in")),
          subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
            if (!("isReached" in window)) throw new DOMException("No push service", "AbortError");
            sessionStorage.setItem("stand-in", applicationServerKey);
            return subscriptionFor(applicationServerKey);
          },
        });
        if (isReal) return;
        Object.defineProperty(Notification, "permission", { value: "granted" });
        Notification.requestPermission = async () => "granted";
      },
      { endpoint: device.endpoint, p256dh: device.p256dh, auth: device.auth, isReal },
    );
    const person = await signIn({ page });
    const gpt = await gptOf(person);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)); // it first caches the build
    const [worker] = context.serviceWorkers();
    if (!worker) throw new Error("No service worker runs.");
    if (!isReal) await recordNotifications(worker);
    await recordShown(worker);

    await test.step("where no push service is reached the open pages notify in the same way, once, also if it was closed, and no longer after an answer", async () => {
      const other = await context.newPage();
      await other.goto("/");
      const start = { ...inMinutes(5), timeZone: "Asia/Tokyo" };
      const remind = async (text: string) => {
        const [item] = await made(gpt, { text, ...start, reminders: ["5m"] });
        const shown = [expect.objectContaining({ title: text, tag: item?.id, acts: ["done", "snooze"] })];
        for (const each of [page, other]) await expect(bannerOf(each, text)).toBeVisible({ timeout: 20_000 });
        await expect.poll(() => shownBy(worker)).toEqual(shown);
      };
      await remind("Tea");
      await closeAll(worker);
      await page.reload();
      await expect(bannerOf(page, "Tea")).toBeVisible({ timeout: 20_000 });
      await remind("Cake"); // each page tells the worker in order
      const sinceMs = Date.now();
      await click(worker, "snooze");
      const putOff = async () => {
        const { reminders } = await (await page.request.get("/api/reminders")).json();
        const { dueAt } = reminders.at(-1) as { dueAt: string };
        return Math.round((Date.parse(dueAt) - sinceMs) / 60_000);
      };
      await expect.poll(putOff).toBe(10);
      for (const each of [page, other]) await expect(bannerOf(each, "Cake")).toBeHidden();
      expect(await shownBy(worker)).toEqual([]);
      expect(await everShownBy(worker)).toEqual(["Tea", "Cake"]);
      await other.close();
    });
    await page.addInitScript(() => Object.assign(window, { isReached: true }));
    await page.goto("/settings");
    await page.getByRole("button", { name: "Allow…" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Reminders come to this browser." })).toBeVisible();
    const own = page.getByRole("listitem").filter({ hasText: "Chrome on Linux, this browser" });
    await expect(own).toContainText("Not reached yet");
    await own.getByRole("button", { name: "Send a test" }).click();
    await expect(own).toContainText(/Last reached today \d\d:\d\d/); // as the rest of the page writes it
    expect(device.pushed.splice(0)).toHaveLength(1);
    await page.getByRole("checkbox", { name: /^Proposals, too/ }).click();
    await expect(page.getByRole("status").filter({ hasText: "It also says what assistants propose." })).toBeVisible();
    await page.goto("/");

    const text = freshName("Call");
    const [item] = await storeItems(page, { text, date: "2031-03-10", startTime: "10:00", reminders: ["30m"] });
    const userId = await userOf(text);
    const dueMs = Date.parse("2031-03-10T08:30:00Z");
    await planAt(userId, dueMs - 60_000);
    expect(await sendAt(userId, dueMs)).toBe(1);
    const [pushed] = device.pushed;
    expect(service.refused).toEqual([]);

    const session = await context.newCDPSession(page);
    const registered = Promise.withResolvers<string>();
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${running.url}/`);
      if (own) registered.resolve(own.registrationId);
    });
    await session.send("ServiceWorker.enable");
    const data = JSON.stringify(pushed?.message);
    const registrationId = await registered.promise;
    // A worker being replaced may miss one; the tag merges duplicates.
    const delivered = async () => {
      await session.send("ServiceWorker.deliverPushMessage", { origin: `${running.url}/`, registrationId, data });
      return shownBy(worker);
    };
    const arrived = [{ title: text, body: "10:00", tag: item?.id, acts: ["done", "snooze"] }];
    await expect.poll(delivered).toEqual(arrived);
    await click(worker, "");
    await expect.poll(() => openedBy(worker)).toEqual([`/?item=${item?.id}`]);
    expect(await shownBy(worker)).toEqual([]);
    await expect.poll(delivered).toEqual(arrived);
    await click(worker, "done");
    await expect.poll(() => shownBy(worker)).toEqual([]);
    await expect.poll(() => isDone(gpt, item?.id)).toBe(true);

    const devices = async () => (await (await page.request.get("/api/devices")).json()).devices;
    await test.step("a browser that its push service no longer knows subscribes anew when the page is opened", async () => {
      await query(`UPDATE "PushDevice" SET "goneAt" = now() WHERE "userId" = $1`, [userId]);
      expect(await devices()).toEqual([]);
      await page.reload();
      await expect.poll(devices).toMatchObject([{ on: true, proposals: true }]);
    });

    await test.step("what was chosen for this browser is kept when somebody signs in there anew", async () => {
      await page.goto("/settings");
      await page.getByRole("checkbox", { name: /^On/ }).click();
      await expect(page.getByRole("status").filter({ hasText: "Turned off." })).toBeVisible();
      await page.evaluate(() => [localStorage, sessionStorage].map((each) => each.clear()));
      await query(`DELETE FROM "Session" WHERE "userId" = $1`, [userId]);
      await signIn({ page, as: person });
      await expect
        .poll(devices, { timeout: 20_000 })
        .toEqual([expect.objectContaining({ on: false, proposals: true })]);
    });

    // Once stopped, even in the middle of a renewal, reminders stay stopped when the page is opened again.
    const isRenewal = (request: Request) => request.method() === "POST" && request.url().endsWith("/api/devices");
    await page.evaluate(() => sessionStorage.clear());
    const letGo = await holdRequests(context, "**/api/devices", isRenewal);
    const renewal = page.waitForRequest(isRenewal);
    await page.goto("/settings");
    await renewal;
    await page.getByRole("button", { name: /^Stop on/ }).click();
    await expect(page.getByRole("status").filter({ hasText: "It no longer takes reminders." })).toBeVisible();
    const isRemoved = page.waitForResponse((answer) => answer.request().method() === "DELETE");
    letGo();
    await isRemoved;
    const isLooked = page.waitForResponse("**/api/reminders");
    await page.goto("/settings");
    await isLooked;
    await expect(page.getByRole("button", { name: "Allow…" })).toBeVisible();
    expect(await devices()).toEqual([]);
  } finally {
    await notifying.browser.close();
    await service.close();
  }
});

/** What the test uses of the service worker's global scope. */
interface ServiceWorkerScope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: object;
  opened?: string[];
  everShown?: string[];
}

const bannerOf = (page: Page, text: string) => page.getByRole("region", { name: `Reminder: ${text}` });

/** Clicks the notification, or its button. Only a real click may open a window, so which one it would is recorded. */
const click = (worker: Worker, action: string) =>
  worker.evaluate(async (action) => {
    const scope = self as unknown as ServiceWorkerScope;
    scope.opened = [];
    Object.assign(scope.clients, { openWindow: async (url: string) => scope.opened?.push(url) });
    const [notification] = await scope.registration.getNotifications();
    const clicked = new Event("notificationclick");
    scope.dispatchEvent(Object.assign(clicked, { notification, action, waitUntil: () => undefined }));
  }, action);

const openedBy = (worker: Worker) => worker.evaluate(() => (self as unknown as ServiceWorkerScope).opened);

/** A browser with notifications; the headless one has none, so there what would be shown is recorded. */
async function openNotifying(): Promise<{ readonly browser: Browser; readonly isReal: boolean }> {
  const executablePath = findWindowed();
  if (!executablePath) return { browser: await chromium.launch(launchOptions), isReal: false };
  const args = [...launchOptions.args, "--headless=new"];
  return { browser: await chromium.launch({ ...launchOptions, executablePath, args }), isReal: true };
}

const recordNotifications = (worker: Worker) =>
  worker.evaluate(() => {
    const { registration } = self as unknown as ServiceWorkerScope;
    let shown: object[] = [];
    Object.assign(registration, {
      getNotifications: async () => shown,
      showNotification: async (title: string, options: object) => {
        const notification = {
          title,
          ...options,
          close: () => (shown = shown.filter((each) => each !== notification)),
        };
        shown.push(notification);
      },
    });
  });

/** The titles of all that is shown from now on. */
const recordShown = (worker: Worker) =>
  worker.evaluate(() => {
    const scope = self as unknown as ServiceWorkerScope;
    const { registration } = scope;
    const show = registration.showNotification.bind(registration);
    const titles: string[] = [];
    scope.everShown = titles;
    registration.showNotification = (title, options) => {
      titles.push(title);
      return show(title, options);
    };
  });

const everShownBy = (worker: Worker) => worker.evaluate(() => (self as unknown as ServiceWorkerScope).everShown);

/** As a person does. */
const closeAll = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = self as unknown as ServiceWorkerScope;
    for (const each of await registration.getNotifications()) each.close();
  });

const shownBy = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = self as unknown as ServiceWorkerScope;
    const shown = await registration.getNotifications();
    return shown.map((notification) => {
      const { title, body, tag, actions } = notification as Notification & { actions: { action: string }[] };
      return { title, body, tag, acts: actions.map(({ action }) => action) };
    });
  });
