/** The cookie that says whether single keys do something in this browser: "off", else they do. */
export const singleKeysCookie = "single-keys";

/** @param cookies a Cookie header, or what `document.cookie` says */
export const areSingleKeysOn = (cookies: string | null): boolean =>
  !/(?:^|;)\s*single-keys=off\s*(?:;|$)/.test(cookies ?? "");
