import { expect, test } from "@playwright/test";
import { startPushStandIn } from "../../../tools/push/push-stand-in.ts";
import { type Api, browserOf, newcomer } from "../../harness/api.ts";
import { freshName } from "../../harness/identity-door.ts";
import { planAt, userOf } from "./remind-now.ts";

export const minuteMs = 60_000;
export const dueMs = Date.parse("2031-03-10T09:30:00Z");
export const day = { date: "2031-03-10" };

export const titles = ({ pushed }: { pushed: readonly { message: { title: string } }[] }) =>
  pushed.map(({ message }) => message.title);

/** A push service for the tests of a file, and browsers that take reminders from it. */
export function pushService() {
  let service: Awaited<ReturnType<typeof startPushStandIn>>;
  test.beforeAll(async () => {
    service = await startPushStandIn();
  });
  test.afterAll(async () => {
    expect(service.refused).toEqual([]);
    await service.close();
  });
  const subscribe = (pushKey?: string) => service.subscribe(pushKey);

  /** A further device of a browser. */
  async function addTo(web: Api, name = "Firefox") {
    const device = subscribe();
    const { endpoint, p256dh, auth } = device;
    const { id } = (await web.call("addDevice", { endpoint, p256dh, auth, name })).device;
    return { device, id };
  }

  /** A user with a reminder at half past nine, whose browser takes reminders. */
  async function reminded(more: object = {}) {
    const { person, gpt } = await newcomer("UTC");
    const web = await browserOf(person);
    const text = freshName("Call");
    const item = await gpt.make({ ...day, text, startTime: "10:00", reminders: ["30m"], ...more });
    const { device, id: deviceId } = await addTo(web, "Chrome");
    const userId = await userOf(text);
    await planAt(userId, dueMs - 60 * minuteMs);
    return { person, gpt, web, item, text, device, deviceId, userId };
  }
  return { subscribe, addTo, reminded };
}
