/** The pages, by the first part of their address; the front page has none. A test keeps them in step with app/. */
export const pages = [
  ...["", "account", "activity", "assistants", "connect", "day", "month", "offline", "privacy", "problems"],
  ...["search", "settings", "sign-in-failed", "trash", "week", "you"],
];

/** The page an address belongs to, without the rest: a date, or whatever a client made up. */
export function pageRouteOf(path: string): string | undefined {
  const [, first = ""] = path.split("/");
  return pages.includes(first) ? `/${first}` : undefined;
}
