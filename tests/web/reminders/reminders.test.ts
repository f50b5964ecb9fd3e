import type { Page } from "@playwright/test";
import { wallTimeIn } from "../../../agenda/time/instants.ts";
import { running } from "../../harness/running.ts";
import { edit, entry, panel, planned } from "../harness/agenda-story.ts";
import { expect, test } from "../harness/fixtures.ts";

test.use({ serviceWorkers: "allow" });

const minuteMs = 60_000;
const { origin } = new URL(running.url);

const askLine = (page: Page) => page.getByText("This browser has to allow it.");
const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const all = (await registration?.getNotifications()) ?? [];
    return all.map(({ title, body, tag }) => ({ title, body, tag }));
  });

test("a reminder is set in the item, shown as a banner when it is due, and by the service worker when it is pushed", async ({
  page,
  context,
  signIn,
}) => {
  test.slow(); // the banner's script is loaded when the page has been drawn for a while
  const browser = await context.newCDPSession(page);
  const permission = { name: "notifications" };
  await browser.send("Browser.setPermission", { permission, setting: "prompt", origin });
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
  await context.grantPermissions(["notifications"], { origin }); // as the person answers
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
      const own = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (own) resolve(own.registrationId);
    }),
  );
  await workers.send("ServiceWorker.enable");
  const message = { title: "Dentist", body: "11:00, Main street", tag: dentist?.id, id: dentist?.id, url: "/" };
  const push = async (data: string) =>
    workers.send("ServiceWorker.deliverPushMessage", {
      origin: `${origin}/`,
      registrationId: await registered,
      data,
    });
  await push(JSON.stringify(message));
  await expect.poll(() => shown(page)).toEqual([{ title: "Dentist", body: "11:00, Main street", tag: dentist?.id }]);
  await push(JSON.stringify({ ...message, body: "again" }));
  await expect.poll(() => shown(page)).toEqual([{ title: "Dentist", body: "again", tag: dentist?.id }]);

  // "10 minutes later" takes the banner away; "Done" in the notification ticks it off.
  await banner.getByRole("button", { name: /^Again at/ }).click();
  await expect(banner).toBeHidden();
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async () => {
    const scope = self as unknown as { registration: ServiceWorkerRegistration } & EventTarget;
    const [notification] = await scope.registration.getNotifications();
    const Click = Reflect.get(self, "NotificationEvent") as new (type: string, init: object) => Event;
    scope.dispatchEvent(new Click("notificationclick", { notification, action: "done" }));
  });
  await expect.poll(() => shown(page)).toEqual([]);
  const isDone = async () => (await (await page.request.get(`/api/items/${dentist?.id}`)).json()).item.done;
  await expect.poll(isDone).toBe(true);
});
