"use client";
import { useEffect } from "react";

/** On signed-out pages: erases what an ended session has left on this device, and prepares the next sign-in. */
export function WhenSignedOut() {
  useEffect(() => void import("./on-signed-out.ts"), []);
  return null;
}
