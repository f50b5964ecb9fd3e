"use client";
import { useEffect } from "react";
import { databaseName } from "./database-name.ts";

/** On signed-out pages: erases what an ended session has left on this device. */
export function ForgetDevice() {
  useEffect(() => {
    // Other tabs close their connection. Without IndexedDB there is nothing to erase.
    globalThis.indexedDB?.deleteDatabase(databaseName);
  }, []);
  return null;
}
