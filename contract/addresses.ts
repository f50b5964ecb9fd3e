/** Where each operation lives. Free of zod, so that the page can import it. */
export const addresses = {
  getContext: { method: "GET", path: "/api/context" },
  resolveDates: { method: "POST", path: "/api/dates/resolve" },
  getOverview: { method: "GET", path: "/api/overview" },
  findFreeTime: { method: "POST", path: "/api/free-time/find" },
  listItems: { method: "GET", path: "/api/items" },
  createItems: { method: "POST", path: "/api/items" },
  getItemById: { method: "GET", path: "/api/items/{id}" },
  updateItemById: { method: "PATCH", path: "/api/items/{id}" },
  deleteItemById: { method: "DELETE", path: "/api/items/{id}" },
  rescheduleItems: { method: "POST", path: "/api/items/reschedule" },
  completeItems: { method: "POST", path: "/api/items/complete" },
  deleteItems: { method: "POST", path: "/api/items/delete" },
  listTrash: { method: "GET", path: "/api/trash" },
  restoreItem: { method: "POST", path: "/api/items/{id}/restore" },
  listChanges: { method: "GET", path: "/api/changes" },
  listFreshChanges: { method: "GET", path: "/api/changes/fresh" },
  reviewChanges: { method: "POST", path: "/api/changes/review" },
  undoChange: { method: "POST", path: "/api/changes/undo" },
  getSettings: { method: "GET", path: "/api/settings" },
  updateSettings: { method: "PATCH", path: "/api/settings" },
  getSubscription: { method: "GET", path: "/api/subscription" },
  createSubscription: { method: "POST", path: "/api/subscription" },
  revokeSubscription: { method: "DELETE", path: "/api/subscription" },
  deleteAccount: { method: "POST", path: "/api/account/delete" },
} as const;

export type OperationName = keyof typeof addresses;
