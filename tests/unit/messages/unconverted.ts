/** Rooms whose words are not messages yet. It only gets shorter. */
export const unconverted: ReadonlySet<string> = new Set([
  "app/account/deleted/",
  "app/sign-in-failed/",
  "actions",
  "connect",
  "controls",
  "first-steps",
  "history",
  "planning",
  "problems",
  "recurrence",
  "series",
  "settings",
  "your-data",
]);
