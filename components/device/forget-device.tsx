"use client";
import { useEffect } from "react";
import { databaseName } from "./database-name.ts";

/** On signed-out pages: erases what an ended session has left on this device. */
export function ForgetDevice() {
  useEffect(() => {
    // Other tabs close their connection. Without IndexedDB there is nothing to erase.
    globalThis.indexedDB?.deleteDatabase(databaseName);
    void leaveWorker().catch(() => undefined); // what a browser refuses to give out, it does not keep for us either
  }, []);
  return null;
}

/** Closes notifications that are still shown, and ends the service worker, its files and with it the push subscription. */
async function leaveWorker(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  for (const shown of await registration.getNotifications()) shown.close();
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
