import type { Answer } from "../sync/api-client.ts";
import { keepNames, readNames } from "./kept-names.ts";
import { areRemindersOff, readPushState } from "./push-subscription.ts";

type Message = Answer<"listReminders">["reminders"][number]["message"];

/** A notification of the open page; one of that moment is not shown again, by whichever page, even if it was closed. */
interface PageNotification extends Message {
  readonly at: string;
}

const shownKey = "agenda.notified";
const nameOf = ({ tag, at }: PageNotification) => `${tag}@${at}`;

/**
 * Whether this page shows it, of all that are open: it holds the lock until it closes, as what it stores may reach the others a moment
 * too late.
 */
const isOurs = (name: string) =>
  new Promise<boolean>((resolve) => {
    void navigator.locks.request(`agenda-notified:${name}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => undefined);
    });
  });

/**
 * Notifies from the open page if this browser gets no push messages and reminders are not off here. The service worker shows it as if it
 * had been pushed, with the same buttons; without one, a click opens it here.
 */
export async function notifyHere(notifications: readonly PageNotification[]): Promise<void> {
  if (areRemindersOff() || (await readPushState()) !== "page") return;
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  const areOurs = await Promise.all(notifications.map((each) => isOurs(nameOf(each))));
  const shown = readNames(shownKey);
  const news = notifications.filter((each, index) => areOurs[index] && !shown.has(nameOf(each)));
  keepNames(shownKey, news.map(nameOf));
  for (const each of news)
    if (worker) worker.postMessage(each);
    else showPlain(each);
}

function showPlain({ title, body, tag, url }: PageNotification): void {
  try {
    new Notification(title, { body, tag }).onclick = () => {
      focus();
      location.assign(url);
    };
  } catch {
    // Android browsers only take them from service workers; the page shows it itself
  }
}
