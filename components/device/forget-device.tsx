"use client";
import { useEffect } from "react";
import { databaseName } from "./database-name.ts";

/** On pages of nobody: what a session that has ended has left on this device is erased. */
export function ForgetDevice() {
  useEffect(() => {
    // Other tabs close theirs for it. Where the browser keeps nothing there is nothing to erase.
    globalThis.indexedDB?.deleteDatabase(databaseName);
    // With it goes the push subscription, and what it still shows.
    void navigator.serviceWorker?.getRegistration().then((one) => one?.unregister());
  }, []);
  return null;
}
