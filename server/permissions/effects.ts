import type { OperationName } from "../../contract/addresses.ts";

/**
 * What each operation does to an agenda, which decides who may do it. An undo may delete, and an update may end a series: what
 * such a call takes away shows only when it is done (server/write/require-permitted.ts).
 */
export const effectOf: Readonly<Record<OperationName, "reads" | "changes" | "deletes" | "is the person's own">> = {
  getContext: "reads",
  resolveDates: "reads",
  getOverview: "reads",
  findFreeTime: "reads",
  listItems: "reads",
  getItemById: "reads",
  listTrash: "reads",
  listChanges: "reads",
  getSettings: "reads",
  listProposals: "reads",
  createItems: "changes",
  updateItemById: "changes",
  rescheduleItems: "changes",
  completeItems: "changes",
  restoreItem: "changes",
  undoChange: "changes",
  updateSettings: "changes",
  deleteItemById: "deletes",
  deleteItems: "deletes",
  listLeftUndone: "is the person's own",
  listFreshChanges: "is the person's own",
  reviewChanges: "is the person's own",
  markFirstSteps: "is the person's own",
  getSubscription: "is the person's own",
  createSubscription: "is the person's own",
  revokeSubscription: "is the person's own",
  listWaitingProposals: "is the person's own",
  decideProposals: "is the person's own",
  listAssistants: "is the person's own",
  updateAssistant: "is the person's own",
  deleteAccount: "is the person's own",
};
