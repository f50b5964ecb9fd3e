import { deleteAccount } from "./account.ts";
import type { OperationName } from "./addresses.ts";
import { completeItems, deleteItems, rescheduleItems } from "./bulk.ts";
import { getContext, resolveDates } from "./dates.ts";
import { listChanges, listTrash, undoChange } from "./history.ts";
import { createItems, deleteItemById, getItemById, listItems, restoreItem, updateItemById } from "./items.ts";
import type { Operation } from "./operation.ts";
import { findFreeTime, getOverview } from "./planning.ts";
import { getSettings, updateSettings } from "./settings.ts";
import { createSubscription, getSubscription, revokeSubscription } from "./subscription.ts";

export { deleteAccount } from "./account.ts";
export { completeItems, deleteItems, rescheduleItems } from "./bulk.ts";
export { getContext, resolveDates } from "./dates.ts";
export { changeKinds, listChanges, listTrash, undoChange } from "./history.ts";
export { createItems, deleteItemById, getItemById, listItems, restoreItem, updateItemById } from "./items.ts";
export {
  type Deed,
  hasBody,
  type Input,
  isForPrograms,
  type Operation,
  type Output,
  problemsOf,
} from "./operation.ts";
export { findFreeTime, getOverview } from "./planning.ts";
export { getSettings, updateSettings } from "./settings.ts";
export { createSubscription, getSubscription, revokeSubscription } from "./subscription.ts";

/** The whole table, in the order it is shown. */
export const operations = {
  getContext,
  resolveDates,
  getOverview,
  findFreeTime,
  listItems,
  createItems,
  getItemById,
  updateItemById,
  deleteItemById,
  rescheduleItems,
  completeItems,
  deleteItems,
  listTrash,
  restoreItem,
  listChanges,
  undoChange,
  getSettings,
  updateSettings,
  getSubscription,
  createSubscription,
  revokeSubscription,
  deleteAccount,
} as const satisfies { readonly [N in OperationName]: Operation & { readonly name: N } };
