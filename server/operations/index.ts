/** Everything that can be done with an agenda: (caller, input) → output. */
export { createItems } from "./create-items.ts";
export { deleteAccount, forgetAccount } from "./delete-account.ts";
export { deleteItemById } from "./delete-item-by-id.ts";
export { endSessions } from "./end-sessions.ts";
export { exportCalendar, exportJson } from "./export-agenda.ts";
export { getContext } from "./get-context.ts";
export { getItemById } from "./get-item-by-id.ts";
export { getRev } from "./get-rev.ts";
export { importCalendar, importProgress, previewImport } from "./import-calendar.ts";
export { listChanges } from "./list-changes.ts";
export { listItems } from "./list-items.ts";
export { listTrash } from "./list-trash.ts";
export { resolveDates } from "./resolve-dates.ts";
export { restoreItem } from "./restore-item.ts";
export { getSettings, learnTimeZone, updateSettings } from "./settings.ts";
export { createSubscription, getSubscription, readSubscription, revokeSubscription } from "./subscription.ts";
export { undoChange } from "./undo-change.ts";
export { updateItemById } from "./update-item-by-id.ts";
