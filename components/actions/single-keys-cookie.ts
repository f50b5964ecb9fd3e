/** Cookie that turns single-key shortcuts "off" in this browser; they are on by default. */
export const singleKeysCookie = "single-keys";

/** @param cookies a Cookie header, or `document.cookie` */
export const areSingleKeysOn = (cookies: string | null): boolean =>
  !/(?:^|;)\s*single-keys=off\s*(?:;|$)/.test(cookies ?? "");
