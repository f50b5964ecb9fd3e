"use client";

import { useEffect } from "react";

/** Carries the browser's time zone to the first page that the server draws after sign-in. */
export function ZoneCookie() {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
    document.cookie = `browser-time-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; Path=/; Max-Age=31536000; SameSite=Lax`;
  }, []);
  return null;
}
