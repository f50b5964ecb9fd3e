import { type Answer, ApiError, call } from "../sync/api-client.ts";
import { translatorNow } from "../words/translator-now.ts";

/** How this browser can be reminded. `page`: only while the agenda is open in it. */
export type PushState = "unsupported" | "denied" | "not-asked" | "page" | "push";

/** The app's one service worker, also registered by `components/device/` (docs/decisions/0300). */
const worker = "/service-worker.js";
const deviceKey = "agenda.push-device";

/**
 * Choices for this browser. In cookies, because signing out clears the rest, and each sign-in makes it a new device. They only say yes or
 * no, nothing about the user.
 */
const choices = { stopped: "reminders-stopped", off: "reminders-off", proposals: "reminders-proposals" } as const;
type Choice = keyof typeof choices;
const isChosen = (choice: Choice): boolean => document.cookie.split("; ").includes(`${choices[choice]}=1`);
function choose(choice: Choice, isWanted: boolean): void {
  if (isWanted === isChosen(choice)) return;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
  document.cookie = `${choices[choice]}=1; path=/; samesite=lax; max-age=${isWanted ? 31_536_000 : 0}`;
}

/** Whether reminders were stopped here: not renewed until allowed again. */
const areStopped = (): boolean => isChosen("stopped");
/** Whether no reminders are wanted from this browser; the page still shows them. */
export const areRemindersOff = (): boolean => areStopped() || isChosen("off");
/** Whether this browser reports proposals: by push, or else by a notification of the open page. */
export const isToldOfProposals = (): boolean => isChosen("proposals");
export const tellOfProposals = (isWanted: boolean): void => choose("proposals", isWanted);

type Device = Answer<"listDevices">["devices"][number];

/** Stores the choices made for this device, from whichever device, for the next sign-in here. */
export function rememberChoices({ on, proposals }: Device): void {
  choose("off", !on);
  choose("proposals", proposals);
}

/** The device id of this browser, while it is one. */
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
 * Asks for the browser's permission, which needs a click, and subscribes to reminders.
 * @returns `page` if the browser allows notifications, but no push service can be reached
 * @throws ApiError if the server refuses it
 */
export async function allowReminders(): Promise<PushState> {
  if (!("Notification" in window)) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return readPushState();
  for (const choice of ["stopped", "off"] as const) choose(choice, false);
  await subscribe().catch((thrown: unknown) => {
    if (thrown instanceof ApiError) throw thrown; // else permission would be granted, but the server send nothing
  });
  return readPushState();
}

/** Subscribes if allowed, and tells the server: again with each session, because a device ends with its session. */
export async function subscribe(): Promise<void> {
  const { pushKey } = await call("listDevices", {});
  if (!pushKey || !navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
  await activated(registration);
  const known = await registration.pushManager.getSubscription();
  if (known && keyOf(known) !== pushKey) await known.unsubscribe(); // made for an older server key
  const subscribed = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey });
  const { endpoint, keys = {} } = subscribed.toJSON();
  const { p256dh = "", auth = "" } = keys;
  const chosen = { on: !isChosen("off"), proposals: isToldOfProposals() };
  const { device } = await call("addDevice", {
    ...{ endpoint: endpoint ?? "", p256dh, auth, name: nameOfBrowser() },
    ...chosen,
  });
  localStorage.setItem(deviceKey, device.id);
  // They may have been stopped meanwhile.
  if (areStopped()) await Promise.all([unsubscribe(), call("removeDevice", { id: device.id })]);
}

/**
 * Subscribes again if previously allowed: with each session, for a new server key, and when its push service no longer knows the old
 * subscription. If another device has stopped it, unsubscribes here too.
 */
export async function renewSubscription(): Promise<void> {
  const state = await readPushState();
  if (areStopped() || (state !== "push" && state !== "page")) return;
  const known = await subscription();
  if (!known || thisDevice() === null) return subscribe();
  const { devices, gone, pushKey } = await call("listDevices", {});
  if (pushKey !== undefined && keyOf(known) !== pushKey) return subscribe();
  const own = devices.find(({ id }) => id === thisDevice());
  if (own) return rememberChoices(own);
  const lost = gone.find((id) => id === thisDevice());
  if (lost === undefined) return unsubscribe();
  await known.unsubscribe();
  await call("removeDevice", { id: lost });
  await subscribe();
}

/** Ends it in this browser, until it is allowed again. */
export async function unsubscribe(): Promise<void> {
  choose("stopped", true);
  await (await subscription())?.unsubscribe();
  localStorage.removeItem(deviceKey);
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A worker caches the whole build to install. */
const installMs = 30_000;

function activated({ active, installing, waiting }: ServiceWorkerRegistration): Promise<void> {
  const coming = installing ?? waiting;
  if (active || !coming) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error("The service worker was not installed."));
    const timer = setTimeout(giveUp, installMs);
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve();
      if (coming.state === "redundant") giveUp();
      if (coming.state === "activated" || coming.state === "redundant") clearTimeout(timer);
    });
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

/** "Chrome on Android": enough to tell devices apart. */
function nameOfBrowser(): string {
  const find = (known: readonly (readonly [RegExp, string])[], otherwise: string) =>
    known.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? otherwise;
  const t = translatorNow();
  const browser = find(browsers, t("reminders.aBrowser"));
  return t("reminders.browserOn", { browser, system: find(systems, t("reminders.thisDevice")) });
}
