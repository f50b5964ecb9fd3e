import type { Answer, ApiError } from "../sync/api-client.ts";

/** A refused undo: the obstacles, and what happened to the rest. */
export function wordsOfRefusedUndo(error: ApiError, undoneCount = 0): string {
  const some = undoneCount > 0 ? " A part of it was taken back." : "";
  if (error.code === "offline") return `No network, so this was not taken back.${some}`;
  if (error.status === 401) return `You are signed out here, so this was not taken back.${some}`;
  const [first, ...more] = error.inTheWay;
  if (!first) return `Not taken back. ${error.message}${some}`;
  const by = { web: " by you", gpt: " by ChatGPT", mcp: " by an assistant", none: "" }[first.changedBy ?? "none"];
  const also = more.length > 0 ? `, and ${more.length} more` : "";
  const rest = undoneCount > 0 ? "The rest was taken back." : "Nothing was taken back.";
  return `${first.text} was changed since${by}: ${first.what}${also}. ${rest}`;
}

/** What was undone, and what was left. */
export function wordsOfUndone(answers: readonly Answer<"undoChange">[]): string {
  const [first, ...more] = answers;
  const left = [...new Set(answers.flatMap((answer) => answer.left ?? []).map(({ text }) => text))];
  const did = more.length > 0 ? `Undid ${answers.length} changes` : first?.change.summary;
  return `${did}.${left.length > 0 ? ` Left as it is: ${left.join(", ")}.` : ""}`;
}
