import { hash } from "node:crypto";
import { writeInstant } from "../../agenda/time/instants.ts";
import { limits } from "../../contract/limits.ts";
import type {
  addDevice as adding,
  updateDevice as changing,
  Input,
  Output,
  listDevices as reading,
  removeDevice as removing,
  testDevice as testing,
} from "../../contract/operations.ts";
import { AgendaError, wrongField } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { isPushAddress } from "../push/public-address.ts";
import { vapidKeys } from "../push/vapid.ts";
import { withUserWriteQueue } from "../storage/ledger/write-queue.ts";
import {
  changeDevice,
  deleteDevice,
  findDevices,
  findGone,
  noteDelivery,
  type PushDevice,
  putDevice,
} from "../storage/reminders/push-devices.ts";
import { startWaiting } from "../waiting.ts";
import { sendTo } from "./send-reminders.ts";

const answered = ({ id, name, isOn, isDiscreet, tellsProposals, createdAt, reachedAt }: PushDevice) => ({
  ...{ id, name, on: isOn, discreet: isDiscreet, proposals: tellsProposals },
  createdAt: writeInstant(createdAt.getTime(), "UTC"),
  ...(reachedAt && { reachedAt: writeInstant(reachedAt.getTime(), "UTC") }),
});

export async function listDevices({ userId }: Caller): Promise<Output<typeof reading>> {
  const [devices, gone] = await Promise.all([findDevices(userId), findGone(userId)]);
  const pushKey = vapidKeys()?.publicKey;
  return { ...(pushKey && { pushKey }), devices: devices.map(answered), gone };
}

/**
 * Sends reminders to a browser from now on. Our requests go to the address it names, so that must be a push service's.
 * @throws AgendaError("invalid_input")
 */
export async function addDevice(
  { userId, sessionHash }: Caller,
  { endpoint, p256dh, auth, name, on, proposals }: Input<typeof adding>,
): Promise<Output<typeof adding>> {
  if (!isPushAddress(endpoint))
    throw wrongField(["endpoint"], "Must be the https address of a push service on the public internet.");
  if (sessionHash === undefined) throw new AgendaError("web_only");
  const id = hash("sha256", endpoint, "base64url");
  const device = { id, sessionHash, endpoint, p256dh, auth, name, isOn: on, tellsProposals: proposals };
  return { device: answered(await putDevice(userId, device, limits.devices)) };
}

const unknown = () => new AgendaError("not_found", "There is no such device. listDevices shows those that there are.");

export async function updateDevice(
  { userId }: Caller,
  { id, on, discreet, proposals }: Input<typeof changing>,
): Promise<Output<typeof changing>> {
  const changed = await changeDevice(userId, id, {
    ...(on !== undefined && { isOn: on }),
    ...(discreet !== undefined && { isDiscreet: discreet }),
    ...(proposals !== undefined && { tellsProposals: proposals }),
  });
  if (!changed) throw unknown();
  return { device: answered(changed) };
}

export async function removeDevice(
  { userId }: Caller,
  { id }: Input<typeof removing>,
): Promise<Output<typeof removing>> {
  await deleteDevice(userId, id);
  return { removed: true };
}

export async function testDevice(
  { userId, t }: Caller,
  { id }: Input<typeof testing>,
): Promise<Output<typeof testing>> {
  return withUserWriteQueue(userId, async () => {
    const device = (await findDevices(userId)).find((each) => each.id === id);
    if (!device) throw unknown();
    const message = { title: t("planning.arriveHere"), body: t("planning.isTest"), tag: "test", url: "/settings" };
    const endWaiting = startWaiting(); // a slow push service must not occupy a place at the door
    const delivery = await sendTo(device, message, t).finally(endWaiting);
    await noteDelivery({
      userId,
      reached: delivery === "reached" ? [id] : [],
      gone: delivery === "gone" ? [id] : [],
    });
    return { delivery };
  });
}
