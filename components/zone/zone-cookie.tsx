"use client";
import { useEffect } from "react";
import { browserTimeZone } from "./browser-zone.ts";

const yearSeconds = 31_536_000;

export function setCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4.
  document.cookie = `${name}=${value}; Path=/; SameSite=Lax; Max-Age=${yearSeconds}`;
}

/** Sends the browser's zone to the server, so that the first list after sign-in is rendered in it. */
export function ZoneCookie() {
  useEffect(() => {
    const zone = browserTimeZone();
    if (zone) setCookie("browser-time-zone", zone);
  }, []);
  return null;
}
