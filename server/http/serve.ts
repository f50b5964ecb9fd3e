import type { z } from "zod";
import type { Operation } from "../../contract/operations.ts";
import { AgendaError } from "../../contract/problems.ts";
import type { Caller } from "../caller.ts";
import { authenticate } from "../identity/authenticate.ts";
import { withAccess } from "../permissions/program-access.ts";
import { requireOpen, runPermitted } from "../permissions/run-permitted.ts";
import { noteCall } from "./last-calls.ts";
import { logRequest, makeRequestId, type RequestLine } from "./log.ts";
import { readInput } from "./request/read-input.ts";
import { declaredOf } from "./response/declared.ts";
import { problem } from "./response/problem.ts";
import { reply, replyEmpty } from "./response/reply.ts";

export type Handler = (request: Request, context: RouteContext) => Promise<Response>;
interface RouteContext {
  readonly params: Promise<Record<string, string | string[] | undefined>>;
}

type Run<O extends Operation> = (caller: Caller, input: z.output<O["input"]>) => Promise<z.input<O["output"]>>;

/** Handles a request for an operation: authenticates, reads the input, runs it, answers. */
export function serve<O extends Operation>(operation: O, run: Run<O>): Handler {
  return withRequestLog(operation.name, async (request, context, note) => {
    const authenticated = await authenticate(request);
    note(authenticated);
    await withAccess(authenticated); // a disconnected program has no input read, and gets no other refusal
    requireOpen(operation, authenticated);
    const input = await readInput(operation, request, (await context.params) ?? {});
    const caller = await withAccess(authenticated); // its body may have taken minutes to arrive
    const output = declaredOf(operation.output, await runPermitted(operation, caller, () => run(caller, input)));
    const isStored = !(("repeated" in output && output.repeated) || ("preview" in output && output.preview));
    const doneStatus = isStored ? operation.status : (operation.unstoredStatus ?? operation.status);
    const status = "proposal" in output && output.proposal ? 202 : doneStatus;
    return (requestId) => reply(status, output, { "X-Request-Id": requestId }, request);
  });
}

/** What a handler reports for the log line besides its response; the person is remembered with the call, never logged. */
export type Known = Partial<
  Pick<RequestLine, "operation" | "problem" | "cause"> &
    Pick<Caller, "door" | "userId" | "t"> & { language: Caller["language"] }
>;

type Answer = (
  request: Request,
  context: RouteContext,
  note: (known: Known) => void,
) => Promise<(requestId: string) => Response | Promise<Response>>;

/** Gives a request its id, turns errors into problems, and logs one line. */
export function withRequestLog(name: string, answer: Answer): Handler {
  return async (request, context) => {
    const startedMs = performance.now();
    const requestId = makeRequestId();
    let known: Known = {};
    const done = (response: Response) => {
      const operation = known.operation ?? name;
      const { userId, door, problem: code } = known;
      if (userId && door) noteCall({ userId, door }, { operation, ...(code && { problem: code }) });
      logRequest({
        requestId,
        operation,
        method: request.method,
        status: response.status,
        durationMs: Math.round((performance.now() - startedMs) * 10) / 10,
        ...(known.door && { door: known.door }),
        ...(known.problem && { problem: known.problem }),
        ...(known.cause && { cause: known.cause }),
      });
      return response;
    };
    try {
      const make = await answer(request, context, (more) => {
        known = { ...known, ...more };
      });
      return done(await make(requestId));
    } catch (thrown) {
      const { response, code, cause } = problem(thrown, requestId, known);
      known = { ...known, problem: code, ...(cause && { cause }) };
      return done(response);
    }
  };
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof methods)[number];

/** Handlers for the methods a route does not accept: 405 with `Allow`, and OPTIONS with the same `Allow`. */
export function refuseOthers<A extends readonly Method[]>(...taken: A) {
  // Next answers HEAD itself if there is a GET.
  const allow: Method[] = methods.filter((method) => taken.includes(method === "HEAD" ? "GET" : method));
  const refuse = withRequestLog("none", async () => {
    throw new AgendaError("method_not_allowed", `Allowed here: ${allow.join(", ")}.`, { allow });
  });
  const others = methods.filter((method) => !allow.includes(method));
  const refusals = Object.fromEntries(others.map((method) => [method, refuse])) as Record<
    Exclude<Method, A[number]>,
    Handler
  >;
  const tell: Handler = async () => replyEmpty({ Allow: [...allow, "OPTIONS"].join(", ") });
  return { ...refusals, OPTIONS: tell };
}

/** Handlers for a route that does not exist: 404 for every method. */
export function refuseAll() {
  const refuse = withRequestLog("none", async () => {
    throw new AgendaError("not_found", "There is nothing at this address. /openapi.yaml lists what there is.");
  });
  return {
    ...(Object.fromEntries(methods.map((method) => [method, refuse])) as Record<Method, Handler>),
    OPTIONS: refuse,
  };
}
