/** Everything that can be done with an agenda: (caller, input) → output. */
export { completeItems } from "./complete-items.ts";
export { createItems } from "./create-items.ts";
export { deleteAccount, forgetAccount } from "./delete-account.ts";
export { deleteItemById } from "./delete-item-by-id.ts";
export { deleteItems } from "./delete-items.ts";
export { endSessions } from "./end-sessions.ts";
export { importCalendar, previewImport } from "./import-calendar.ts";
export { importProgress } from "./import-progress.ts";
export {
  exportCalendar,
  exportJson,
  findFreeTime,
  getContext,
  getItemById,
  getOverview,
  getRev,
  getSettings,
  getSubscription,
  linkedItem,
  listChanges,
  listItems,
  listTrash,
  resolveDates,
} from "./limited-reads.ts";
export { rescheduleItems } from "./reschedule-items.ts";
export { restoreItem } from "./restore-item.ts";
export { learnTimeZone, updateSettings } from "./settings.ts";
export { createSubscription, readSubscription, revokeSubscription } from "./subscription.ts";
export { undoChange } from "./undo-change.ts";
export { updateItemById } from "./update-item-by-id.ts";
