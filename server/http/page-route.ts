/** The pages, by the first part of their address; the front page has none. A test holds them equal to app/. */
export const pages = [
  ...["", "account", "activity", "assistants", "connect", "day", "month", "offline", "privacy", "problems"],
  ...["search", "settings", "sign-in-failed", "trash", "week", "you"],
];

/** Which page an address belongs to, without the rest of it: a date, or what somebody made up. */
export function pageRouteOf(path: string): string | undefined {
  const [, first = ""] = path.split("/");
  return pages.includes(first) ? `/${first}` : undefined;
}
