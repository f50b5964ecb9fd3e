import { databaseName } from "../device/database-name.ts";
import { browserTimeZone, setCookie } from "../zone/zone-cookie.ts";
import { eraseUnsaved } from "./unsaved-words.ts";

/*
 * Once loaded, tells the server the browser's zone, so that the first list after sign-in is rendered in it, and erases what a session has
 * left on this device: unsaved words, what is kept for pages without a network, notifications that are still shown, and the service worker,
 * with its files and its push subscription. Other tabs close their connection.
 */
setCookie("browser-time-zone", browserTimeZone());
eraseUnsaved();
globalThis.indexedDB?.deleteDatabase(databaseName);
const registration = await navigator.serviceWorker?.getRegistration();
if (registration) {
  for (const shown of await registration.getNotifications()) shown.close();
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
