"use client";
import { useEffect } from "react";
import { eraseUnsaved } from "./unsaved-words.ts";

/** When signed out, no unsaved text stays. */
export function ForgetUnsaved() {
  useEffect(() => eraseUnsaved(), []);
  return null;
}
