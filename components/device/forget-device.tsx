"use client";
import { useEffect } from "react";

/** On pages of nobody: what a session that has ended has left on this device is erased. */
export function ForgetDevice() {
  useEffect(() => {
    void import("./device-store.ts").then(({ eraseDevice }) => eraseDevice()).catch(() => undefined);
  }, []);
  return null;
}
