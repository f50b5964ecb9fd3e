import type { OperationName } from "../../contract/addresses.ts";
import { type Operation, operations } from "../../contract/operations.ts";

/** All operations, to run the same test against each. */
export const everyOperation: readonly Operation[] = Object.values(operations);

const id = "01kaqv7m3x9d";
const device = "A".repeat(43);

/** A valid call of each operation. The item need not exist. */
export const examples: Readonly<Record<OperationName, object>> = {
  getContext: {},
  resolveDates: { phrases: ["tomorrow"] },
  getOverview: {},
  listLeftUndone: {},
  markFirstSteps: { done: ["clock"] },
  findFreeTime: { lengthMinutes: 60 },
  listItems: {},
  createItems: { items: [{ text: "Dentist", date: "2027-03-05" }], allowDuplicates: true },
  getItemById: { id },
  updateItemById: { id, text: "Doctor" },
  deleteItemById: { id },
  restoreItem: { id },
  rescheduleItems: { ids: [id], days: 1 },
  completeItems: { ids: [id] },
  tagItems: { ids: [id], add: ["work"] },
  deleteItems: { ids: [id] },
  listTrash: {},
  listChanges: {},
  listFreshChanges: {},
  reviewChanges: { rev: 1 },
  undoChange: { last: true },
  getSettings: {},
  updateSettings: { weekStart: "Sunday" },
  listReminders: {},
  snoozeReminder: { id, minutes: 10 },
  listDevices: {},
  addDevice: {
    ...{ endpoint: "https://push.example.com/one", name: "Chrome", auth: "A".repeat(22) },
    p256dh: `B${"A".repeat(86)}`,
  },
  updateDevice: { id: device, on: true },
  removeDevice: { id: device },
  testDevice: { id: device },
  getSubscription: {},
  createSubscription: {},
  revokeSubscription: {},
  listProposals: {},
  listWaitingProposals: {},
  decideProposals: { decline: [] },
  listAssistants: {},
  updateAssistant: { newPrograms: "writes" },
  deleteAccount: { name: "nobody at all" },
};
