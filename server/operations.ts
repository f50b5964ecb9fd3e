/** All operations on an agenda: (caller, input) → output. */

export { deleteAccount, forgetAccount } from "./account/delete-account.ts";
export { endSessions } from "./account/end-sessions.ts";
export { markFirstSteps } from "./account/first-steps.ts";
export { updateAssistant } from "./assistants/update-assistant.ts";
export { completeItems } from "./bulk/complete-items.ts";
export { deleteItems } from "./bulk/delete-items.ts";
export { rescheduleItems } from "./bulk/reschedule-items.ts";
export { tagItems } from "./bulk/tag-items.ts";
export { importCalendar, previewImport } from "./calendars/import-calendar.ts";
export { importProgress } from "./calendars/import-progress.ts";
export { createSubscription, readSubscription, revokeSubscription } from "./calendars/subscription.ts";
export { reviewChanges } from "./history/fresh-changes.ts";
export { undoChange } from "./history/undo-change.ts";
export { createItems } from "./items/create-items.ts";
export { deleteItemById } from "./items/delete-item-by-id.ts";
export { restoreItem } from "./items/restore-item.ts";
export { updateItemById } from "./items/update-item-by-id.ts";
export {
  exportCalendar,
  exportJson,
  findFreeTime,
  getContext,
  getItemById,
  getOverview,
  getSettings,
  getSubscription,
  getVersions,
  linkedItem,
  listAssistants,
  listChanges,
  listDevices,
  listFreshChanges,
  listItems,
  listLeftUndone,
  listProposals,
  listReminders,
  listTrash,
  listWaitingProposals,
  readFirstSteps,
  resolveDates,
} from "./limited-reads.ts";
export { decideProposals } from "./proposals/decide-proposals.ts";
export { addDevice, removeDevice, testDevice, updateDevice } from "./reminders/devices.ts";
export { snoozeReminder } from "./reminders/list-reminders.ts";
export { learnTimeZone, updateSettings } from "./settings/update-settings.ts";
