import { z } from "zod";
import type { JsonObject } from "../../../contract/json-object.ts";
import type { Operation } from "../../../contract/operations.ts";
import { AgendaError, type FieldError, pointerTo } from "../../../contract/problems.ts";
import { countIn, describeIssue } from "./describe-issue.ts";
import { keyField, readIdempotencyKey } from "./idempotency-key.ts";
import { readBody, requireCleanText } from "./read-body.ts";

type Params = Readonly<Record<string, string | string[] | undefined>>;

/**
 * A request's fields as one flat object: path fields plus query or body.
 * @throws AgendaError naming every invalid, unknown or duplicate field
 */
export async function readInput<O extends Operation>(
  operation: O,
  request: Request,
  params: Params,
): Promise<z.output<O["input"]>> {
  const query = readQuery(request, operation.input);
  const hasBody = operation.method === "POST" || operation.method === "PATCH";
  const isBodyWanted = Object.keys(operation.input.shape).some((field) => !(field in params) && field !== keyField);
  const body = hasBody ? await readBody(request, isBodyWanted) : {};
  requireCleanText(params);
  const twice = Object.keys(params).filter((field) => field in query || field in body);
  if (twice.length > 0) throw invalidFields(twice, "Belongs in the address only.");
  const inQuery = hasBody ? Object.keys(query) : [];
  if (inQuery.length > 0) throw invalidFields(inQuery, "Belongs in the body, not in the query.");
  const said = hasBody ? body : query;
  const key = readIdempotencyKey(operation, request, said);
  return checkInput(operation, { ...said, ...params, ...key }, Object.keys(params));
}

/**
 * Validates fields against an operation's input.
 * @param inPath path fields: an invalid one means that the thing it addresses does not exist
 * @throws AgendaError("invalid_input" | "item_not_found")
 */
export function checkInput<O extends Operation>(
  operation: O,
  fields: JsonObject,
  inPath: readonly string[],
): z.output<O["input"]> {
  const result = operation.input.safeParse(fields);
  if (result.success) return result.data as z.output<O["input"]>;
  const { issues } = result.error;
  const notThere = issues.find(({ path }) => path.length === 1 && inPath.includes(String(path[0])));
  if (notThere) throw new AgendaError("item_not_found", `There is no item with this id. ${notThere.message}`);
  throw invalid(
    Iterator.from(issues).flatMap((issue) => describeIssue(issue, operation.input)),
    issues.reduce((sum, issue) => sum + countIn(issue), 0),
  );
}

const mostErrors = 100;

/** @param count of all errors: there may be thousands, and only the first are described */
function invalid(all: Iterable<FieldError>, count: number): AgendaError {
  const errors = [...Iterator.from(all).take(mostErrors)];
  const [first] = errors;
  const rest = count > 1 ? ` (and ${count - 1} more)` : "";
  const detail = first && `${first.pointer.slice(2).replaceAll("/", ".") || "The input"}: ${first.detail}${rest}`;
  return new AgendaError("invalid_input", detail, { errors });
}

function invalidFields(fields: readonly string[], detail: string): AgendaError {
  const errors = fields.map((field) => ({ pointer: pointerTo([field]), detail }));
  return invalid(errors, errors.length);
}

function readQuery(request: Request, input: z.ZodObject): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, text] of new URL(request.url).searchParams) {
    if (Object.hasOwn(fields, name))
      throw new AgendaError("malformed_request", `The query parameter ${quote(name)} was sent twice.`);
    Object.defineProperty(fields, name, { value: typed(text, input.shape[name]), enumerable: true });
  }
  requireCleanText(fields);
  if (Object.values(fields).some((value) => typeof value === "string" && value.includes("\uFFFD")))
    throw new AgendaError("malformed_request", "The query is not valid UTF-8.");
  return fields;
}

const quote = (name: string) => `‘${name.slice(0, 60)}’`;

/** Query values are text; parses numbers and booleans where the field's type is one. */
function typed(text: string, field: z.core.$ZodType | undefined): unknown {
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  if (inner instanceof z.ZodNumber && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (inner instanceof z.ZodBoolean && /^(true|false)$/.test(text)) return text === "true";
  return text;
}
