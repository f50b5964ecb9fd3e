import { addresses, type OperationName } from "./addresses.ts";
import type { Operation } from "./operation.ts";
import * as account from "./operations/account.ts";
import * as assistants from "./operations/assistants.ts";
import * as bulk from "./operations/bulk.ts";
import * as context from "./operations/context.ts";
import * as first from "./operations/first-steps.ts";
import * as fresh from "./operations/fresh-changes.ts";
import * as history from "./operations/history.ts";
import * as items from "./operations/items.ts";
import * as left from "./operations/left-undone.ts";
import * as planning from "./operations/planning.ts";
import * as proposals from "./operations/proposals.ts";
import * as reminders from "./operations/reminders.ts";
import * as settings from "./operations/settings.ts";
import * as subscription from "./operations/subscription.ts";

export {
  hasBody,
  type Input,
  isForPrograms,
  type Operation,
  type OperationAnswer,
  type Output,
  problemsOf,
} from "./operation.ts";
export * from "./operations/account.ts";
export * from "./operations/assistants.ts";
export * from "./operations/bulk.ts";
export * from "./operations/context.ts";
export * from "./operations/first-steps.ts";
export * from "./operations/fresh-changes.ts";
export * from "./operations/history.ts";
export * from "./operations/items.ts";
export * from "./operations/left-undone.ts";
export * from "./operations/planning.ts";
export * from "./operations/proposals.ts";
export * from "./operations/reminders.ts";
export * from "./operations/settings.ts";
export * from "./operations/subscription.ts";

/** All operations by name, collected from their subjects. */
const defined = {
  ...account,
  ...assistants,
  ...bulk,
  ...context,
  ...first,
  ...fresh,
  ...history,
  ...items,
  ...left,
  ...planning,
  ...reminders,
  ...proposals,
  ...settings,
  ...subscription,
} satisfies { readonly [N in OperationName]: Operation & { readonly name: N } };

const names = Object.keys(addresses) as OperationName[];

/** The full table in the order of `addresses`, the single list of names. */
export const operations = Object.fromEntries(names.map((name) => [name, defined[name]])) as Pick<
  typeof defined,
  OperationName
>;
