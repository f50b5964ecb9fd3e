import type { OperationName } from "./addresses.ts";
import type { Operation } from "./operation.ts";
import { deleteAccount } from "./operations/account.ts";
import { completeItems, deleteItems, rescheduleItems } from "./operations/bulk.ts";
import { getContext, resolveDates } from "./operations/context.ts";
import { listChanges, listTrash, undoChange } from "./operations/history.ts";
import {
  createItems,
  deleteItemById,
  getItemById,
  listItems,
  restoreItem,
  updateItemById,
} from "./operations/items.ts";
import { findFreeTime, getOverview } from "./operations/planning.ts";
import { getSettings, updateSettings } from "./operations/settings.ts";
import { createSubscription, getSubscription, revokeSubscription } from "./operations/subscription.ts";

export {
  type Deed,
  hasBody,
  type Input,
  isForPrograms,
  type Operation,
  type Output,
  problemsOf,
} from "./operation.ts";
export { deleteAccount } from "./operations/account.ts";
export { completeItems, deleteItems, rescheduleItems } from "./operations/bulk.ts";
export { getContext, resolveDates } from "./operations/context.ts";
export { changeKinds, listChanges, listTrash, undoChange } from "./operations/history.ts";
export {
  createItems,
  deleteItemById,
  getItemById,
  listItems,
  restoreItem,
  updateItemById,
} from "./operations/items.ts";
export { findFreeTime, getOverview } from "./operations/planning.ts";
export { getSettings, updateSettings } from "./operations/settings.ts";
export { createSubscription, getSubscription, revokeSubscription } from "./operations/subscription.ts";

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
