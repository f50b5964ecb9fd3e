import type { JsonObject } from "../../../contract/json-object.ts";
import type { Operation } from "../../../contract/operations.ts";
import { AgendaError } from "../../../contract/problems.ts";
import type { Caller } from "../../caller.ts";
import { checkInput } from "../../http/request/read-input.ts";
import { declaredOf } from "../../http/response/declared.ts";
import * as functions from "../../operations.ts";
import { runPermitted } from "../../permissions/run-permitted.ts";
import { countFitting, cut } from "../answers/answer-size.ts";

type Run = (caller: Caller, input: unknown) => Promise<JsonObject>;

/** Default page size if the model does not set one. */
const listDefault = 30;

/**
 * Runs an operation for a model as `serve` does for programs: the same input check, function and answer fields; then the answer
 * is cut to a length a model reads.
 * @param fields from a message, whose text is checked already
 * @throws AgendaError, as the operation
 */
export async function runOperation(operation: Operation, caller: Caller, fields: JsonObject): Promise<JsonObject> {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field as string);
  const hasPages = "limit" in operation.input.shape;
  const input = checkInput(operation, fields, inPath);
  const run = functionOf(operation);
  const ask = async (asked: JsonObject) =>
    declaredOf(operation.output, await runPermitted(operation, caller, () => run(caller, asked))) as JsonObject;
  if (!hasPages) return cut(await ask(input));
  const first = await ask({ limit: listDefault, ...input });
  let limit = countFitting(first);
  if (limit === undefined) return first;
  // A page that is too long is read again with a lower limit: only the operation can tell where the next page begins.
  for (; limit > 0; limit -= 1) {
    const shorter = await ask({ ...input, limit });
    if (countFitting(shorter) === undefined) return shorter; // otherwise its cursor took up the space: try one less
  }
  return cut(first);
}

/** A test checks that every operation exposed as a tool has its function. */
function functionOf({ name }: Operation): Run {
  const found = (functions as JsonObject)[name];
  if (typeof found !== "function") throw new AgendaError("internal_error", undefined, { cause: `no function ${name}` });
  return found as Run;
}
