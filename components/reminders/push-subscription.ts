import { ApiError, call } from "../sync/api-client.ts";
import { translatorNow } from "../words/translator-now.ts";

/** How this browser can be reminded. `page`: only while the agenda is open in it. */
export type PushState = "unsupported" | "denied" | "not-asked" | "page" | "push";

/** The app's one service worker, as `components/device/` registers it too (docs/decisions/0300). */
const worker = "/service-worker.js";
const deviceKey = "agenda.push-device";

const proposalsKey = "agenda.tells-proposals";

/** Whether an open page tells of proposals by a notification, where nothing is pushed to this browser. */
export const isToldOfProposals = (): boolean => localStorage.getItem(proposalsKey) === "true";
export const tellOfProposals = (isWanted: boolean): void => localStorage.setItem(proposalsKey, String(isWanted));

/** The id of this browser among the devices, as long as it is one. */
export const thisDevice = (): string | null => localStorage.getItem(deviceKey);

export async function readPushState(): Promise<PushState> {
  if (!("Notification" in window)) return "unsupported";
  if (Notification.permission === "default") return "not-asked";
  if (Notification.permission === "denied") return "denied";
  return (await subscription()) ? "push" : "page";
}

const registrationOf = async () => navigator.serviceWorker?.getRegistration();

async function subscription(): Promise<PushSubscription | null> {
  return (await registrationOf())?.pushManager?.getSubscription() ?? null;
}

/**
 * Asks the browser's permission, which only a click may, and has reminders sent to it.
 * @returns `page` where the browser allows notifications, but no push service can be reached
 * @throws ApiError where the server does not take it
 */
export async function allowReminders(): Promise<PushState> {
  if (!("Notification" in window)) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return readPushState();
  await subscribe().catch((thrown: unknown) => {
    if (thrown instanceof ApiError) throw thrown; // the browser would be asked, and the server would send it nothing
  });
  return readPushState();
}

/** Subscribes where that is allowed, and tells the server: again with each session, because a device goes with its session. */
export async function subscribe(): Promise<void> {
  const { pushKey } = await call("listDevices", {});
  if (!pushKey || !navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  await activated(registration);
  const known = await registration.pushManager.getSubscription();
  if (known && keyOf(known) !== pushKey) await known.unsubscribe(); // of an older key of the server
  const subscribed = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey });
  const { endpoint, keys = {} } = subscribed.toJSON();
  const { p256dh = "", auth = "" } = keys;
  const { device } = await call("addDevice", { endpoint: endpoint ?? "", p256dh, auth, name: nameOfBrowser() });
  localStorage.setItem(deviceKey, device.id);
}

/** Ends it on this browser. */
export async function unsubscribe(): Promise<void> {
  await (await subscription())?.unsubscribe();
  localStorage.removeItem(deviceKey);
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function activated({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const coming = installing ?? waiting;
  if (active || !coming) return Promise.resolve();
  return new Promise((resolve) => {
    coming.addEventListener("statechange", () => coming.state === "activated" && resolve());
  });
}

const browsers = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;
const systems = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
] as const;

/** "Chrome on Android": enough to tell one's devices apart. */
function nameOfBrowser(agent = navigator.userAgent): string {
  const find = (known: readonly (readonly [RegExp, string])[], otherwise: string) =>
    known.find(([pattern]) => pattern.test(agent))?.[1] ?? otherwise;
  const t = translatorNow();
  const browser = find(browsers, t("reminders.aBrowser"));
  return t("reminders.browserOn", { browser, system: find(systems, t("reminders.thisDevice")) });
}
