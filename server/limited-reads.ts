import * as firstSteps from "./account/first-steps.ts";
import * as assistants from "./assistants/list-assistants.ts";
import * as files from "./calendars/export-agenda.ts";
import * as subscription from "./calendars/subscription.ts";
import type { Caller } from "./caller.ts";
import * as fresh from "./history/fresh-changes.ts";
import * as versions from "./history/get-versions.ts";
import * as changes from "./history/list-changes.ts";
import * as oneItem from "./items/get-item-by-id.ts";
import * as links from "./items/linked-item.ts";
import * as items from "./items/list-items.ts";
import * as trash from "./items/list-trash.ts";
import * as freeTime from "./planning/find-free-time.ts";
import * as context from "./planning/get-context.ts";
import * as overview from "./planning/get-overview.ts";
import * as left from "./planning/list-left-undone.ts";
import * as dates from "./planning/resolve-dates.ts";
import * as proposals from "./proposals/list-proposals.ts";
import * as waiting from "./proposals/waiting-proposals.ts";
import * as devices from "./reminders/devices.ts";
import * as reminders from "./reminders/list-reminders.ts";
import * as settings from "./settings/update-settings.ts";
import { continueUserRead, withUserReadQueue } from "./storage/ledger/write-queue.ts";
import { withReplica } from "./storage/spread-reads.ts";

/*
 * All read-only operations for every interface and page, each within the user's turn (docs/decisions/0200). An operation that
 * needs another one must import it from its own file, or it would wait for itself.
 */

const limited =
  <A extends readonly unknown[], T>(read: (caller: Caller, ...rest: A) => Promise<T>) =>
  (caller: Caller, ...rest: A): Promise<T> =>
    withUserReadQueue(caller.userId, () => read(caller, ...rest));

/** The same for large reads of nothing but what the ledger counts: a replica answers them if there is one. */
const spread = <A extends readonly unknown[], T>(read: (caller: Caller, ...rest: A) => Promise<T>) =>
  limited((caller: Caller, ...rest: A) => withReplica(caller.userId, () => read(caller, ...rest)));

/** Takes a turn per chunk: a slow download holds no turn in between. Only the first can be refused: half a file is of no use. */
const limitedFile = (make: (caller: Caller) => AsyncGenerator<string>) =>
  async function* (caller: Caller): AsyncGenerator<string> {
    const pieces = make(caller);
    try {
      for (let inTurn = withUserReadQueue; ; inTurn = continueUserRead) {
        const { done, value } = await inTurn(caller.userId, () => withReplica(caller.userId, () => pieces.next()));
        if (done) return;
        yield value;
      }
    } finally {
      await pieces.return(undefined);
    }
  };

export const exportCalendar = limitedFile(files.exportCalendar);
export const exportJson = limitedFile(files.exportJson);
export const findFreeTime = spread(freeTime.findFreeTime);
export const getContext = limited(context.getContext);
export const getItemById = limited(oneItem.getItemById);
export const getOverview = spread(overview.getOverview);
export const getSettings = limited(settings.getSettings);
export const getSubscription = limited(subscription.getSubscription);
export const linkedItem = limited(links.linkedItem);
export const getVersions: typeof versions.getVersions = (userId) =>
  withUserReadQueue(userId, () => versions.getVersions(userId));
export const listAssistants = limited(assistants.listAssistants);
export const listChanges = spread(changes.listChanges);
export const listDevices = limited(devices.listDevices);
export const listFreshChanges = limited(fresh.listFreshChanges);
export const listItems = spread(items.listItems);
export const listLeftUndone = limited(left.listLeftUndone);
export const listReminders = limited(reminders.listReminders);
export const listTrash = spread(trash.listTrash);
export const listProposals = limited(proposals.listProposals);
export const listWaitingProposals = limited(waiting.listWaitingProposals);
export const readFirstSteps = limited(firstSteps.readFirstSteps);
export const resolveDates = limited(dates.resolveDates);
