import type { CallToolResult } from "@modelcontextprotocol/server";
import type { JsonObject } from "../../contract/json-object.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { logFailure } from "../http/log.ts";
import type { Known } from "../http/serve.ts";
import { answerOf, problemAnswer } from "./answers/tool-answer.ts";
import { fetchItem, searchItems } from "./tools/data-answers.ts";
import { toolOperations } from "./tools/list-tools.ts";
import { runOperation } from "./tools/run-tool.ts";

/** Calls a tool; null if there is none with this name. */
export type Call = (name: string, fields: JsonObject) => Promise<CallToolResult | null>;

/** The tools bound to one caller. A problem becomes a result too, so that the model can read it and act on it. */
export function callsOf(caller: Caller, requestId: string, note: (known: Known) => void): Call {
  return async (name, fields) => {
    const run = runnerOf(name);
    if (!run) return null;
    note({ operation: name });
    try {
      return await run(caller, fields);
    } catch (thrown) {
      const problem =
        thrown instanceof AgendaError
          ? thrown
          : new AgendaError("internal_error", "Nothing was changed unless you were told so.");
      if (problem !== thrown) logFailure(requestId, thrown);
      note({ problem: problem.code, ...(problem.more.cause && { cause: problem.more.cause }) });
      return problemAnswer(problem, requestId);
    }
  };
}

type Runner = (caller: Caller, fields: JsonObject) => Promise<CallToolResult>;

function runnerOf(name: string): Runner | undefined {
  if (name === "search") return searchItems;
  if (name === "fetch") return fetchItem;
  const operation = toolOperations.get(name);
  return operation && (async (caller, fields) => answerOf(name, await runOperation(operation, caller, fields)));
}
