import type { z } from "zod";
import type { OperationName } from "./addresses.ts";
import type { ProblemCode } from "./problems.ts";

/** One thing that can be asked of the agenda. OpenAPI, the browser's client and, later, MCP tools are projections of this. */
export interface Operation {
  readonly name: OperationName;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly status: 200 | 201;
  /** The status when the output says `repeated` or `preview`: nothing was stored. */
  readonly unstoredStatus?: 200;
  /** Whether every answer but a preview tells a change. Otherwise there may have been nothing to change. */
  readonly alwaysChanges?: true;
  /** Whether it only reads. */
  readonly reads: boolean;
  /** Whether ChatGPT should ask the person every time. */
  readonly isConsequential: boolean;
  /**
   * Only the person's own web page may ask for it: it is left out of openapi.yaml and of the MCP tools, and refused for tokens
   * (docs/decisions/0160).
   */
  readonly webOnly?: true;
  /** Whether a call can only add to what is there. What does not say so may change or remove it, and its tool says that. */
  readonly onlyAdds?: true;
  /** Whether the same call sent twice may add something twice, although its method says what shall be. */
  readonly appends?: true;
  /** At most 300 characters. */
  readonly summary: string;
  /** One flat object: path fields with query or body. */
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** What can go wrong here beside `commonProblems`. */
  readonly problems: readonly ProblemCode[];
}

export type Input<O extends Operation> = z.output<O["input"]>;
export type Output<O extends Operation> = z.input<O["output"]>;

/** What a call answers that is no preview: where the deed always makes a change, it is there. */
export type OperationAnswer<O extends Operation> = Output<O> &
  (O extends { alwaysChanges: true } ? Changed<O> : unknown);
type Changed<O extends Operation> = { [K in "change" & keyof Output<O>]: NonNullable<Output<O>[K]> };

/** What can go wrong with any operation. */
export const commonProblems = [
  "malformed_request",
  "unauthorized",
  "invalid_input",
  "internal_error",
  "identity_unavailable",
  "database_unavailable",
  "overloaded",
] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that only reads. */
export const readProblems = ["too_many_reads"] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that writes. */
export const writeProblems = ["cross_site_request"] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that makes a change in the ledger: those take an idempotency key. */
export const changeProblems = [
  "key_reused",
  "account_deleted",
  "too_many_writes",
] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that has a body. */
export const bodyProblems = ["content_too_large", "unsupported_media_type"] as const satisfies readonly ProblemCode[];

/** What can go wrong with any operation that only the web page may ask for. */
export const webOnlyProblems = ["web_only"] as const satisfies readonly ProblemCode[];

/** Everything that can go wrong with an operation. Each is provoked by a test, or the run of all tests fails. */
export function problemsOf(operation: Operation): ProblemCode[] {
  return [
    ...commonProblems,
    ...operation.problems,
    ...(operation.webOnly ? webOnlyProblems : []),
    ...(operation.reads ? readProblems : writeProblems),
    ...("idempotencyKey" in operation.input.shape ? changeProblems : []),
    ...(hasBody(operation) ? bodyProblems : []),
  ];
}

/** Whether a call has fields that neither the address nor the query holds. */
export function hasBody({ method, path, input }: Operation): boolean {
  const isBodied = method === "POST" || method === "PATCH";
  return isBodied && Object.keys(input.shape).some((field) => !path.includes(`{${field}}`));
}

/** Whether programs may ask for it: a GPT by its token, an MCP client by its own. */
export const isForPrograms = (operation: Operation): boolean => operation.webOnly !== true;
