import { isTypedName, nameToType } from "../../agenda/settings/typed-name.ts";
import type { deleteAccount as contract, Input, Output } from "../../contract/operations.ts";
import { wrongField } from "../../contract/problems.ts";
import type { Caller, UserId } from "../caller.ts";
import { announceDeletion } from "../feed/hub.ts";
import { revokeGrants } from "../identity/logto/grants.ts";
import { eraseAccount } from "../storage/people/accounts.ts";
import { readProgramIds } from "../storage/people/programs.ts";

/** Deletes all data of the calling user if they typed their name. Their sessions and open pages end with it. */
export async function deleteAccount(
  caller: Caller,
  { name }: Input<typeof contract>,
): Promise<Output<typeof contract>> {
  if (!isTypedName(name, caller.name))
    throw wrongField(["name"], `This is not the name of the account. Type ${nameToType(caller.name)} to delete it.`);
  const { userId } = caller;
  const programs = await readProgramIds(userId);
  // Afterwards nothing records which were disconnected, so the grants of all are revoked.
  if (programs.length > 0) await revokeGrants(userId, programs);
  await forgetAccount(userId);
  return { deleted: true };
}

/** Deletes all data of a user without confirmation, because Logto has deleted the account. Idempotent. */
export async function forgetAccount(userId: UserId): Promise<void> {
  await eraseAccount(userId);
  announceDeletion(userId);
}
