import { proposalSummary } from "../../agenda/history/preview-summary.ts";
import { proposalMessage } from "../../agenda/planning/reminder-message.ts";
import { translatorIn } from "../../messages/translator.ts";
import type { UserId } from "../caller.ts";
import { claimToTell, peopleToTell } from "../storage/ledger/proposals.ts";
import { findPerson } from "../storage/people/users.ts";
import { findDevices, noteDelivery } from "../storage/reminders/push-devices.ts";
import { sayFailed } from "./say-failed.ts";
import { sendTo } from "./send-reminders.ts";

const peopleAtOnce = 50;

/**
 * Notifies devices that want it of proposals, those of a few seconds in one message. Failures are not retried: the page shows the
 * proposals.
 */
export async function tellProposals(): Promise<void> {
  const people = await peopleToTell(peopleAtOnce);
  await Promise.all(people.map((userId) => tell(userId).catch(sayFailed)));
}

async function tell(userId: UserId): Promise<void> {
  const [proposals, devices, { language, locale }] = await Promise.all([
    claimToTell(userId),
    findDevices(userId),
    findPerson(userId),
  ]);
  const t = await translatorIn(language ?? "en", locale);
  const told = proposals.map((each) => ({ ...each, summary: proposalSummary(each, language ?? "en", t) }));
  const message = proposalMessage(told, t);
  if (!message) return;
  const asked = devices.filter(({ isOn, tellsProposals }) => isOn && tellsProposals);
  const sent = await Promise.all(
    asked.map(async (device) => ({ id: device.id, how: await sendTo(device, message, t) })),
  );
  const idsOf = (how: string) => sent.flatMap((each) => (each.how === how ? [each.id] : []));
  await noteDelivery({ userId, reached: idsOf("reached"), gone: idsOf("gone") });
}
