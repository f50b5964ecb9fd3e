import { deleteAccount } from "./account.ts";
import type { OperationName } from "./addresses.ts";
import { getContext, resolveDates } from "./dates.ts";
import { listChanges, listTrash, undoChange } from "./history.ts";
import { createItems, deleteItemById, getItemById, listItems, restoreItem, updateItemById } from "./items.ts";
import type { Operation } from "./operation.ts";
import { getSettings, updateSettings } from "./settings.ts";
import { createSubscription, getSubscription, revokeSubscription } from "./subscription.ts";

export { deleteAccount } from "./account.ts";
export { getContext, resolveDates } from "./dates.ts";
export { changeKinds, listChanges, listTrash, undoChange } from "./history.ts";
export { createItems, deleteItemById, getItemById, listItems, restoreItem, updateItemById } from "./items.ts";
export {
  bodyProblems,
  commonProblems,
  type Input,
  isForPrograms,
  type Operation,
  type Output,
  webOnlyProblems,
  writeProblems,
} from "./operation.ts";
export { getSettings, updateSettings } from "./settings.ts";
export { createSubscription, getSubscription, revokeSubscription } from "./subscription.ts";

/** The whole table, in the order it is shown. */
export const operations = {
  getContext,
  resolveDates,
  listItems,
  createItems,
  getItemById,
  updateItemById,
  deleteItemById,
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
