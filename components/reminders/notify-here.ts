import type { Answer } from "../sync/api-client.ts";
import { readPushState } from "./push-subscription.ts";

type Message = Answer<"listReminders">["reminders"][number]["message"];

/** A notification of the open page; one that was shown `at` that moment is not shown again, by whichever page. */
export interface PageNotification extends Message {
  readonly at: string;
}

/**
 * Notifies from the open page, if this browser gets no push messages: by the service worker, as if it had been pushed, with the same
 * buttons. Without one, a click opens it here.
 */
export async function notifyHere(notifications: readonly PageNotification[]): Promise<void> {
  if ((await readPushState()) !== "page") return;
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  for (const each of notifications)
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
