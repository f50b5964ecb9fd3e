import type { Translator } from "../../messages/translator.ts";
import type { Answer, ApiError } from "../sync/api-client.ts";
import { inRow } from "../words/listed.ts";

/** A refused undo: the obstacles, and what happened to the rest. */
export function wordsOfRefusedUndo(error: ApiError, t: Translator, undoneCount = 0): string {
  const some = String(undoneCount > 0);
  if (error.code === "offline") return t("actions.offlineNotUndone", { some });
  if (error.status === 401) return t("actions.signedOutNotUndone", { some });
  const [first, ...more] = error.inTheWay;
  if (!first) return t("actions.notUndone", { why: error.message, some });
  const { text, what, changedBy: by = "none" } = first;
  return t("actions.inTheWay", { text, by, what, more: more.length, some });
}

/** What was undone, and what was left. */
export function wordsOfUndone(answers: readonly Answer<"undoChange">[], t: Translator): string {
  const [first, ...more] = answers;
  const left = [...new Set(answers.flatMap((answer) => answer.left ?? []).map(({ text }) => text))];
  const rest = { isLeft: String(left.length > 0), left: inRow(left, t) };
  if (more.length > 0) return t("actions.undidMany", { count: answers.length, ...rest });
  return t("actions.undid", { what: first?.change.summary ?? "", ...rest });
}
