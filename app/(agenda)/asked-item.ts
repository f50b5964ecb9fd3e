import { askedLine } from "../../components/actions/asked-line.ts";
import { keptDays } from "../../contract/limits.ts";
import { operations } from "../../contract/operations.ts";
import type { Translator } from "../../messages/translator.ts";
import type { Caller } from "../../server/caller.ts";
import { linkedItem } from "../../server/operations.ts";
import { orProblem } from "../reading/or-problem.ts";

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The item named in the URL (`/?item=<id>`, plus `occurrence` for a repeating one), or a message if there is none. */
export async function readAskedItem(caller: Caller, searchParams: SearchParams, t: Translator) {
  const { item: id, occurrence } = await searchParams;
  if (id === undefined) return {};
  const input = operations.getItemById.input.safeParse(occurrence === undefined ? { id } : { id, occurrence });
  const answer = input.success ? await orProblem(linkedItem(caller, input.data)) : undefined;
  if (answer && "item" in answer) return { askedItem: answer.item };
  const isGone = answer === undefined || answer.code === "item_not_found" || answer.code === "invalid_input";
  const words = isGone ? t("pages.linkGone", { days: keptDays }) : t("pages.linkUnread", { why: answer.message });
  return { refusal: { words } };
}

/** The text that the URL asks to put into the add line. */
export async function readAskedLine(searchParams: SearchParams): Promise<string | undefined> {
  const params = await searchParams;
  return askedLine({ get: (name) => [params[name]].flat()[0] ?? null });
}
