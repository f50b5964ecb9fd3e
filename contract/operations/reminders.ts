import { z } from "zod";
import { addresses } from "../addresses.ts";
import { Item, ItemId } from "../fields/item.ts";
import { Instant, PlainDate } from "../fields/time.ts";
import { limits } from "../limits.ts";
import type { Operation } from "../operation.ts";

/** What the page shows as due, and the devices that reminders are sent to. */

/** What a notification of it says, without the words if the person hides them on their devices. */
const Message = z.object({
  title: z.string(),
  body: z.string(),
  tag: z.string(),
  url: z.string(),
  id: ItemId.optional(),
  occurrence: PlainDate.optional(),
  acts: z.array(z.string()).optional(),
});

export const listReminders = {
  ...addresses.listReminders,
  name: "listReminders",
  status: 200,
  reads: true,
  isConsequential: false,
  webOnly: true,
  summary: "Read what the person is reminded of within the next day, what they put off included, in order.",
  input: z.strictObject({}),
  output: z.object({ reminders: z.array(z.object({ dueAt: Instant, item: Item, message: Message })) }),
  problems: [],
} as const satisfies Operation;

export const snoozeReminder = {
  ...addresses.snoozeReminder,
  name: "snoozeReminder",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary: "Remind of an item or occurrence again in some minutes. Changes nothing on the agenda.",
  input: z.strictObject({
    id: ItemId,
    occurrence: PlainDate.optional(),
    minutes: z.int().min(1).max(limits.snoozeMinutes),
  }),
  output: z.object({ dueAt: Instant }),
  problems: ["item_not_found", "too_many_writes"],
} as const satisfies Operation;

const DeviceId = z.string().regex(/^[\w-]{43}$/, "Must be a device's id.");
const key = (bytes: number) =>
  z
    .string()
    .regex(/^[\w-]+={0,2}$/, "Must be base64url.")
    .refine((text) => Math.floor((text.replaceAll("=", "").length * 3) / 4) === bytes, `Must be ${bytes} bytes.`);

const Device = z.object({
  id: DeviceId,
  name: z.string(),
  on: z.boolean(),
  /** Whether it is sent no text of the agenda. */
  discreet: z.boolean(),
  /** Whether proposals are pushed to it as well. */
  proposals: z.boolean(),
  createdAt: Instant,
  /** When a push service last accepted a message for it. */
  reachedAt: Instant.optional(),
});

export const listDevices = {
  ...addresses.listDevices,
  name: "listDevices",
  status: 200,
  reads: true,
  isConsequential: false,
  webOnly: true,
  summary: "Read which browsers take reminders, and the public key that one subscribes with, where there is one.",
  input: z.strictObject({}),
  output: z.object({
    pushKey: z.string().optional(),
    devices: z.array(Device),
    /** Of browsers that their push services no longer know: they are sent nothing until they subscribe anew. */
    gone: z.array(DeviceId),
  }),
  problems: [],
} as const satisfies Operation;

export const addDevice = {
  ...addresses.addDevice,
  name: "addDevice",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary:
    "Send reminders to this browser, by its push subscription, until its session ends. Sending it again changes nothing.",
  input: z.strictObject({
    endpoint: z.string().max(limits.pushEndpoint),
    p256dh: key(65),
    auth: key(16),
    name: z.string().trim().min(1).max(limits.deviceName),
    /** As chosen in this browser before; a device that is known keeps its settings. */
    on: z.boolean().default(true),
    proposals: z.boolean().default(false),
  }),
  output: z.object({ device: Device }),
  problems: ["too_many_writes"],
} as const satisfies Operation;

export const updateDevice = {
  ...addresses.updateDevice,
  name: "updateDevice",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary: "Turn reminders for one browser on or off, or what they say there.",
  input: z.strictObject({
    id: DeviceId,
    on: z.boolean().optional(),
    discreet: z.boolean().optional(),
    proposals: z.boolean().optional(),
  }),
  output: z.object({ device: Device }),
  problems: ["not_found", "too_many_writes"],
} as const satisfies Operation;

export const removeDevice = {
  ...addresses.removeDevice,
  name: "removeDevice",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary: "Forget a browser: it takes no reminders any more.",
  input: z.strictObject({ id: DeviceId }),
  output: z.object({ removed: z.literal(true) }),
  problems: ["too_many_writes"],
} as const satisfies Operation;

export const testDevice = {
  ...addresses.testDevice,
  name: "testDevice",
  status: 200,
  reads: false,
  isConsequential: false,
  webOnly: true,
  summary: "Send a browser a message, to see that it arrives.",
  input: z.strictObject({ id: DeviceId }),
  output: z.object({ delivery: z.enum(["reached", "gone", "failed"]) }),
  problems: ["not_found", "too_many_writes"],
} as const satisfies Operation;
