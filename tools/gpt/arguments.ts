import { type OpenApi, operationsOf, type Parameter, resolve, type Schema } from "./read-openapi.ts";

/** An operation as a model sees it: a name and one flat list of fields. */
export interface GptOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly in: "path" | "query" | "body";
  readonly required: boolean;
  readonly type: string;
  readonly description: string;
}

/** Arguments that the operation does not accept; `message` says which, and what it accepts. */
export class ArgumentsRefused extends Error {
  override name = "ArgumentsRefused";
}

/** The named operations of a document, in document order. */
export function listOperations(document: OpenApi): GptOperation[] {
  return [...operationsOf(document)].flatMap(({ path, method, operation }) => {
    if (!operation.operationId) return [];
    const body = operation.requestBody?.content?.["application/json"]?.schema;
    const schema = body && resolve<Schema>(document, body);
    const fields = [
      ...(operation.parameters ?? []).flatMap((reference) => parameterField(document, reference)),
      ...Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
        name,
        in: "body" as const,
        required: schema?.required?.includes(name) ?? false,
        ...describeSchema(document, property),
      })),
    ];
    return [
      {
        name: operation.operationId,
        method: method.toUpperCase(),
        path,
        summary: operation.summary ?? operation.description ?? "",
        fields,
      },
    ];
  });
}

/** @throws ArgumentsRefused that lists the available names */
export function findOperation(operations: readonly GptOperation[], name: string): GptOperation {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation) return operation;
  const names = operations.map((candidate) => candidate.name).join(", ");
  throw new ArgumentsRefused(`There is no operation ${name}. There are: ${names}.`);
}

interface SpreadRequest {
  readonly method: string;
  /** Path and query, to append to the server's address. */
  readonly target: string;
  readonly body: string | undefined;
}

/**
 * Distributes one flat object over path, query and body, as ChatGPT does with its model's output.
 * @throws ArgumentsRefused if a field is unknown or a required one is missing
 */
export function spreadArguments(operation: GptOperation, args: Readonly<Record<string, unknown>>): SpreadRequest {
  const unknown = Object.keys(args).filter((name) => !operation.fields.some((field) => field.name === name));
  const missing = operation.fields.filter((field) => field.required && args[field.name] === undefined);
  if (unknown.length > 0 || missing.length > 0) {
    const wrong = [
      ...unknown.map((name) => `${operation.name} does not take ${name}.`),
      ...missing.map(({ name }) => `${operation.name} needs ${name}.`),
    ];
    throw new ArgumentsRefused(`${wrong.join(" ")}\n${describeOperation(operation)}`);
  }
  let path = operation.path;
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const field of operation.fields) {
    const value = args[field.name];
    if (value === undefined) continue;
    if (field.in === "path") path = path.replaceAll(`{${field.name}}`, encodeURIComponent(asText(value)));
    else if (field.in === "body") body[field.name] = value;
    else for (const one of Array.isArray(value) ? value : [value]) query.append(field.name, asText(one));
  }
  const hasBody = operation.fields.some((field) => field.in === "body");
  return {
    method: operation.method,
    target: query.size > 0 ? `${path}?${query}` : path,
    body: hasBody ? JSON.stringify(body) : undefined,
  };
}

/** Usage of an operation, for a user who called it wrongly. */
export function describeOperation(operation: GptOperation): string {
  const fields = operation.fields.map(({ name, required, type, description }) => {
    const note = [required ? "required" : "", description].filter(Boolean).join(": ");
    return `  ${name} (${type})${note && ` ${note}`}`;
  });
  const takes = fields.length > 0 ? ["It takes:", ...fields] : ["It takes nothing."];
  return [`${operation.name}: ${operation.summary}`, ...takes].join("\n");
}

function parameterField(document: OpenApi, reference: Parameter | { readonly $ref: string }): Field[] {
  const parameter = resolve<Parameter>(document, reference);
  if (!parameter || (parameter.in !== "path" && parameter.in !== "query")) return [];
  const { type, description } = describeSchema(document, parameter.schema ?? {});
  return [
    {
      name: parameter.name,
      in: parameter.in,
      required: parameter.required ?? parameter.in === "path",
      type,
      description: parameter.description ?? description,
    },
  ];
}

function describeSchema(document: OpenApi, schema: Schema): { type: string; description: string } {
  const target = resolve<Schema>(document, schema) ?? {};
  const type = typeof target.type === "string" ? target.type : (target.type?.join(" or ") ?? "any");
  return { type, description: schema.description ?? target.description ?? "" };
}

function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
