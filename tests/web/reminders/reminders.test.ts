import type { Page } from "@playwright/test";
import { wallTimeIn } from "../../../agenda/time/instants.ts";
import { running } from "../../harness/running.ts";
import { edit, entry, panel, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";

const minuteMs = 60_000;
const { origin } = new URL(running.url);

const askLine = (page: Page) => page.getByText("This browser has to allow it.");
/** The browser's question and its answer: Chromium without windows cannot be asked, and shows no notifications. */
const question = () => {
  let permission: NotificationPermission = "default";
  Object.defineProperty(Notification, "permission", { get: () => permission });
  Notification.requestPermission = async () => {
    permission = "granted";
    return permission;
  };
};

test("a reminder is set in the item, shown as a banner when it is due, and by the service worker when it is pushed", async ({
  page,
  context,
  signIn,
}) => {
  test.slow(); // the banner's script is loaded when the page has been drawn for a while
  await page.addInitScript(question);
  await signIn({ visits: false });
  const { date, time } = wallTimeIn(Date.now() + 20 * minuteMs, "Europe/Paris");
  const [dentist] = await planned(page, { text: "Dentist", date, startTime: time, location: "Main street" });

  // Set, and only then asked for.
  await entry(page, "Dentist").getByRole("button", { name: "Dentist", exact: true }).click();
  await edit(page);
  await expect(panel(page).getByLabel("Add a reminder")).toBeVisible();
  await expect(askLine(page)).toBeHidden();
  await panel(page).getByLabel("Add a reminder").selectOption("30 minutes before");
  await expect(askLine(page)).toBeVisible();
  await page.getByRole("button", { name: "Allow reminders…" }).click();
  await expect(askLine(page)).toBeHidden();
  await panel(page).getByRole("button", { name: "Save" }).click();
  const banner = page.getByRole("region", { name: "Reminder: Dentist" });
  await expect(banner).toContainText("Main street");
  await expect(banner).toContainText(/In (1\d|20) min/);

  // Chromium here reaches no push service, so the message is handed to the worker as one would.
  const workers = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    workers.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith("/push/"));
      if (own) resolve(own.registrationId);
    }),
  );
  await workers.send("ServiceWorker.enable");
  const message = { title: "Dentist", body: "11:00, Main street", tag: dentist?.id, id: dentist?.id, url: "/" };
  const registrationId = await registered;
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(() => {
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration };
    registration.showNotification = async (title, options) =>
      void Object.assign(self, { shown: { title, ...options } });
  });
  const target = { origin: `${origin}/`, registrationId };
  await workers.send("ServiceWorker.deliverPushMessage", { ...target, data: JSON.stringify(message) });
  const shown = () => worker?.evaluate(() => Reflect.get(self, "shown"));
  const expected = { title: "Dentist", body: "11:00, Main street", tag: dentist?.id, renotify: true };
  await expect.poll(shown).toMatchObject({ ...expected, actions: [{ action: "done" }, { action: "snooze" }] });

  // "10 minutes later" takes the banner away; "Done" in the notification ticks it off.
  await banner.getByRole("button", { name: /^Again at/ }).click();
  await expect(banner).toBeHidden();
  await worker?.evaluate((data) => {
    const notification = { data, close: () => undefined };
    dispatchEvent(
      Object.assign(new Event("notificationclick"), { notification, action: "done", waitUntil: () => undefined }),
    );
  }, message);
  const isDone = async () => (await (await page.request.get(`/api/items/${dentist?.id}`)).json()).item.done;
  await expect.poll(isDone).toBe(true);
});
