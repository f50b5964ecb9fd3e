"use client";
import { useEffect } from "react";

/** On signed-out pages: erases what an ended session has left on this device. */
export function ForgetDevice() {
  useEffect(() => void import("./leave-device.ts"), []);
  return null;
}
