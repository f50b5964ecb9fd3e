"use client";
import { useEffect } from "react";
import { eraseUnsaved } from "./unsaved-words.ts";

/** Where nobody is signed in, nobody's words stay. */
export function ForgetUnsaved() {
  useEffect(() => eraseUnsaved(), []);
  return null;
}
