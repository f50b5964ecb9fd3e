"use client";
import { useEffect } from "react";
import { databaseName } from "./database-name.ts";

/** On pages of nobody: what a session that has ended has left on this device is erased. */
export function ForgetDevice() {
  useEffect(() => {
    // Other tabs close theirs for it. Where the browser keeps nothing there is nothing to erase.
    globalThis.indexedDB?.deleteDatabase(databaseName);
    void forgetReminders().catch(() => undefined);
  }, []);
  return null;
}

/** The server sends nothing any more; what it has sent may still be shown. */
async function forgetReminders(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}
