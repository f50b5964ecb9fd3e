import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { parse } from "yaml";
import { z } from "zod";
import { describeApi } from "../../contract/openapi/describe-api.ts";
import { embeddedDeployment } from "../../contract/openapi/openapi-yaml.ts";
import { isForPrograms, type Operation, operations } from "../../contract/operations.ts";
import { running } from "./running.ts";

interface Document {
  readonly paths: Record<string, Record<string, { operationId: string; responses: Record<string, Responded> }>>;
  readonly components: unknown;
}
interface Responded {
  readonly content?: Record<string, { schema: object }>;
}

/** The parts of an answer that the description covers. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

let served: Promise<Document> | undefined;

/** The description served by the app under test, with every object closed: an undeclared field is an error. */
function readServed(): Promise<Document> {
  served ??= fetch(new URL("/openapi.yaml", running.url)).then(async (response) => close(parse(await response.text())));
  return served;
}

/** Web-only operations are in no served document, but the contract describes them too. */
const whole = close(describeApi(embeddedDeployment, { withWebOnly: true })) as Document;

const isServed = (operationId: string) =>
  Object.values<Operation>(operations).some((each) => each.name === operationId && isForPrograms(each));

function close<T>(node: T): T {
  if (Array.isArray(node)) return node.map(close) as T;
  if (typeof node !== "object" || node === null) return node;
  const closed = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)]));
  const isObjectSchema = closed.type === "object" && typeof closed.properties === "object";
  return { ...closed, ...(isObjectSchema && { additionalProperties: false }) } as T;
}

const compiled = new Map<string, ValidateFunction>();

/**
 * Validates an answer against the served openapi.yaml: status and content type are declared, the body is valid and has no
 * undeclared field.
 * @throws an error that says what does not match
 */
export async function requireAsDescribed(operationId: string, { status, headers, body }: Answered): Promise<void> {
  const document = isServed(operationId) ? await readServed() : whole;
  const found = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .find((operation) => operation.operationId === operationId);
  const response = found?.responses[String(status)];
  if (!response) throw new Error(`${operationId} answered ${status}, which openapi.yaml does not declare.`);
  const type = headers.get("content-type") ?? "none";
  const schema = response.content?.[type]?.schema;
  if (!schema) throw new Error(`${operationId} answered ${status} as ${type}, which openapi.yaml does not declare.`);
  const key = `${operationId} ${status} ${type}`;
  const validate = compiled.get(key) ?? compile({ ...schema, components: document.components });
  compiled.set(key, validate);
  if (status < 300) requireAsInContract(operationId, body);
  if (!validate(body)) throw new Error(`${key} is not as described: ${JSON.stringify(validate.errors, null, 2)}`);
}

/** The description omits formats; the contract checks them. */
function requireAsInContract(operationId: string, body: unknown): void {
  const operation = Object.values<Operation>(operations).find(({ name }) => name === operationId);
  const { error } = operation?.output.safeParse(body) ?? {};
  if (error) throw new Error(`${operationId} answered what is not as in the contract: ${z.prettifyError(error)}`);
}

/** One for all schemas: each instance compiles the meta-schema anew, 20 ms. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
const compile = (schema: object): ValidateFunction => ajv.compile(schema);
