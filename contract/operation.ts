import type { z } from "zod";
import type { OperationName } from "./addresses.ts";
import type { ProblemCode } from "./problems.ts";

/** One operation on the agenda. OpenAPI, the browser's client and the MCP tools are generated from it. */
export interface Operation {
  readonly name: OperationName;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly status: 200 | 201;
  /** The status if the output says `repeated` or `preview`: nothing was stored. */
  readonly unstoredStatus?: 200;
  /** Whether every answer except a preview contains a change. Otherwise there may have been nothing to change. */
  readonly alwaysChanges?: true;
  /** Whether it is read-only. */
  readonly reads: boolean;
  /** Whether ChatGPT should ask for confirmation every time. */
  readonly isConsequential: boolean;
  /**
   * Available only to the user's own web page: excluded from openapi.yaml and the MCP tools, and refused for tokens
   * (docs/decisions/0160).
   */
  readonly webOnly?: true;
  /** Whether a call can only add data. If not set it may change or remove data, and its tool's annotations say so. */
  readonly onlyAdds?: true;
  /** Whether repeating the same call may add something twice, although its method is idempotent. */
  readonly appends?: true;
  /** At most 300 characters. */
  readonly summary: string;
  /** One flat object: path fields plus query or body. */
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** Problems specific to this operation, besides `commonProblems`. */
  readonly problems: readonly ProblemCode[];
}

export type Input<O extends Operation> = z.output<O["input"]>;
export type Output<O extends Operation> = z.input<O["output"]>;

/** The answer to a call that is not a preview: if the operation always makes a change, the change is present. */
export type OperationAnswer<O extends Operation> = Output<O> &
  (O extends { alwaysChanges: true } ? Changed<O> : unknown);
type Changed<O extends Operation> = { [K in "change" & keyof Output<O>]: NonNullable<Output<O>[K]> };

/** Problems of every operation. */
const commonProblems = [
  "malformed_request",
  "unauthorized",
  "invalid_input",
  "internal_error",
  "identity_unavailable",
  "database_unavailable",
  "overloaded",
] as const satisfies readonly ProblemCode[];

/** Problems of every read-only operation. */
const readProblems = ["too_many_reads"] as const satisfies readonly ProblemCode[];

/** Problems of every write operation. */
const writeProblems = ["cross_site_request"] as const satisfies readonly ProblemCode[];

/** Problems of every operation that records a change in the ledger: those take an idempotency key. */
const changeProblems = ["key_reused", "account_deleted", "too_many_writes"] as const satisfies readonly ProblemCode[];

/** Problems of every operation with a body. */
const bodyProblems = ["content_too_large", "unsupported_media_type"] as const satisfies readonly ProblemCode[];

/** Problems of every operation reserved for the web page. */
const webOnlyProblems = ["web_only"] as const satisfies readonly ProblemCode[];

/** Problems of every operation that programs may call: the person decides which do, and what (docs/decisions/0280). */
const programProblems = ["client_blocked"] as const satisfies readonly ProblemCode[];
const programWriteProblems = ["not_permitted"] as const satisfies readonly ProblemCode[];

/** All problems of an operation. Tests must provoke each one, or the full run fails. */
export function problemsOf(operation: Operation): ProblemCode[] {
  return [
    ...commonProblems,
    ...operation.problems,
    ...(operation.webOnly ? webOnlyProblems : programProblems),
    ...(operation.webOnly || operation.reads ? [] : programWriteProblems),
    ...(operation.reads ? readProblems : writeProblems),
    ...("idempotencyKey" in operation.input.shape ? changeProblems : []),
    ...(hasBody(operation) ? bodyProblems : []),
  ];
}

/** Whether a call has fields that go neither in the path nor in the query. */
export function hasBody({ method, path, input }: Operation): boolean {
  const isBodied = method === "POST" || method === "PATCH";
  return isBodied && Object.keys(input.shape).some((field) => !path.includes(`{${field}}`));
}

/** Whether programs may call it: a GPT or an MCP client, each with its token. */
export const isForPrograms = (operation: Operation): boolean => operation.webOnly !== true;
