import { type OpenApi, operationsOf, type Parameter, resolve, type Schema } from "./read-openapi.ts";

/** Limits of ChatGPT's importer for actions, from its documentation or from reports of what fails. */
export const limits = {
  operations: 30,
  documentBytes: 1_000_000,
  operationText: 300,
  parameterText: 700,
  /** References within references. Two levels are common and work; reported problems begin with deep nesting. */
  referenceDepth: 3,
} as const;

/**
 * Why ChatGPT would refuse or misread a schema.
 * @param source the document as served, for its size
 * @returns one sentence per violation, empty if it can be imported
 */
export function findViolations(document: OpenApi, source: string): string[] {
  const found: string[] = [];
  const bytes = Buffer.byteLength(source);
  if (bytes > limits.documentBytes) found.push(`The document has ${bytes} bytes; ${limits.documentBytes} are allowed.`);
  const operations = [...operationsOf(document)];
  if (operations.length > limits.operations)
    found.push(`There are ${operations.length} operations; ${limits.operations} are allowed.`);

  const seen = new Set<string>();
  for (const { path, method, operation } of operations) {
    const name = operation.operationId ?? `${method.toUpperCase()} ${path}`;
    if (!operation.operationId) found.push(`${name} has no operationId.`);
    else if (seen.has(operation.operationId)) found.push(`${name}: the operationId is used twice.`);
    seen.add(name);
    for (const field of ["summary", "description"] as const)
      found.push(...tooLong(`${name}: its ${field}`, operation[field], limits.operationText));
    for (const reference of operation.parameters ?? []) {
      const parameter = resolve<Parameter>(document, reference);
      if (!parameter) found.push(`${name}: a parameter refers to nothing.`);
      else found.push(...parameterViolations(document, name, parameter));
    }
    if (operation.requestBody) {
      const schema = operation.requestBody.content?.["application/json"]?.schema;
      if (!schema || !isObject(resolve<Schema>(document, schema)))
        found.push(`${name}: its request body is not a JSON object, so the operation is skipped.`);
      else found.push(...schemaViolations(document, `${name}: request body`, schema));
    }
    for (const [status, response] of Object.entries(operation.responses ?? {}))
      for (const { schema } of Object.values(response.content ?? {}))
        if (schema) found.push(...schemaViolations(document, `${name}: answer ${status}`, schema));
  }
  return found;
}

function parameterViolations(document: OpenApi, name: string, parameter: Parameter): string[] {
  const where = `${name}: parameter ${parameter.name}`;
  return [
    ...(parameter.in === "path" || parameter.in === "query"
      ? []
      : [`${where} is sent in the ${parameter.in}; ChatGPT sends no custom headers or cookies.`]),
    ...tooLong(`${where}: its description`, parameter.description, limits.parameterText),
    ...(parameter.schema ? schemaViolations(document, where, parameter.schema) : []),
  ];
}

function schemaViolations(document: OpenApi, where: string, schema: Schema, depth = 0): string[] {
  if (schema.$ref !== undefined) {
    if (depth >= limits.referenceDepth) return [`${where}: $ref inside $ref, more than ${limits.referenceDepth} deep.`];
    const target = resolve<Schema>(document, schema);
    return target
      ? schemaViolations(document, where, target, depth + 1)
      : [`${where}: ${schema.$ref} refers to nothing.`];
  }
  const found = tooLong(`${where}: its description`, schema.description, limits.parameterText);
  if (isObject(schema) && Object.keys(schema.properties ?? {}).length === 0)
    found.push(`${where}: an object without properties.`);
  for (const [key, property] of Object.entries(schema.properties ?? {}))
    found.push(...schemaViolations(document, `${where}.${key}`, property, depth));
  if (schema.items) found.push(...schemaViolations(document, `${where}[]`, schema.items, depth));
  if (typeof schema.additionalProperties === "object")
    found.push(...schemaViolations(document, `${where}.*`, schema.additionalProperties, depth));
  for (const kind of ["oneOf", "anyOf", "allOf"] as const)
    for (const member of schema[kind] ?? []) {
      if (member.$ref !== undefined) found.push(`${where}: ${kind} holds a $ref, which is read as an empty schema.`);
      else found.push(...schemaViolations(document, where, member, depth));
    }
  return found;
}

function isObject(schema: Schema | undefined): boolean {
  return schema?.type === "object" || (Array.isArray(schema?.type) && schema.type.includes("object"));
}

function tooLong(what: string, text: string | undefined, allowed: number): string[] {
  const length = text?.length ?? 0;
  return length > allowed ? [`${what} has ${length} characters; ${allowed} are allowed.`] : [];
}
