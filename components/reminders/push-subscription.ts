import { type Answer, ApiError, call } from "../sync/api-client.ts";
import { translatorNow } from "../words/translator-now.ts";

/** How this browser can be reminded. `page`: only while the agenda is open in it. */
export type PushState = "unsupported" | "denied" | "not-asked" | "page" | "push";

/** The app's one service worker, as `components/device/` registers it too (docs/decisions/0300). */
const worker = "/service-worker.js";
const deviceKey = "agenda.push-device";

/**
 * What was chosen for this browser. In cookies, because signing out clears the rest, and each sign-in makes it a new device: they say
 * yes or no, and nothing of anybody.
 */
const choices = { stopped: "reminders-stopped", off: "reminders-off", proposals: "reminders-proposals" } as const;
type Choice = keyof typeof choices;
const isChosen = (choice: Choice): boolean => document.cookie.split("; ").includes(`${choices[choice]}=1`);
function choose(choice: Choice, isWanted: boolean): void {
  if (isWanted === isChosen(choice)) return;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
  document.cookie = `${choices[choice]}=1; path=/; samesite=lax; max-age=${isWanted ? 31_536_000 : 0}`;
}

/** Whether reminders were stopped here: not to be renewed until somebody allows them again. */
export const areStopped = (): boolean => isChosen("stopped");
/** Whether this browser tells of proposals: by what is pushed to it, or else the open page by a notification. */
export const isToldOfProposals = (): boolean => isChosen("proposals");
export const tellOfProposals = (isWanted: boolean): void => choose("proposals", isWanted);

type Device = Answer<"listDevices">["devices"][number];

/** Remembers what was chosen for this device, on whichever device it was, for the next sign-in here. */
export function rememberChoices({ on, proposals }: Device): void {
  choose("off", !on);
  choose("proposals", proposals);
}

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
  for (const choice of ["stopped", "off"] as const) choose(choice, false);
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
  const chosen = { on: !isChosen("off"), proposals: isToldOfProposals() };
  const { device } = await call("addDevice", {
    ...{ endpoint: endpoint ?? "", p256dh, auth, name: nameOfBrowser() },
    ...chosen,
  });
  localStorage.setItem(deviceKey, device.id);
  // They may have been stopped while this was under way.
  if (areStopped()) await Promise.all([unsubscribe(), call("removeDevice", { id: device.id })]);
}

/**
 * Subscribes again where that was allowed before: with each session, and for a new key of the server. Where another device has
 * stopped it, it ends here, too.
 */
export async function renewSubscription(): Promise<void> {
  const state = await readPushState();
  if (areStopped() || (state !== "push" && state !== "page")) return;
  const known = await subscription();
  if (!known || thisDevice() === null) return subscribe();
  const { devices, pushKey } = await call("listDevices", {});
  if (pushKey !== undefined && keyOf(known) !== pushKey) return subscribe();
  const own = devices.find(({ id }) => id === thisDevice());
  if (own) rememberChoices(own);
  else await unsubscribe();
}

/** Ends it on this browser, until it is allowed again. */
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

/** A worker keeps the whole build before it is there. */
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

/** "Chrome on Android": enough to tell one's devices apart. */
function nameOfBrowser(agent = navigator.userAgent): string {
  const find = (known: readonly (readonly [RegExp, string])[], otherwise: string) =>
    known.find(([pattern]) => pattern.test(agent))?.[1] ?? otherwise;
  const t = translatorNow();
  const browser = find(browsers, t("reminders.aBrowser"));
  return t("reminders.browserOn", { browser, system: find(systems, t("reminders.thisDevice")) });
}
