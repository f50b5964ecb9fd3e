import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { Item, importedMark } from "../fields/item.ts";
import { InTheWay } from "../operations/history.ts";
import { Conflict, FreeSlot } from "../operations/planning.ts";
import { hasBody, isForPrograms, type Operation, operations, problemsOf } from "../operations.ts";
import { type ProblemCode, problems } from "../problems.ts";
import { changeKeywords, isOfWriting, nameDates } from "./schema-keywords.ts";

/** The addresses of one deployment. Origins, without a trailing slash. */
export interface Deployment {
  readonly appUrl: string;
  readonly logtoEndpoint: string;
}

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional().meta({ description: "What was wrong, and what would be right." }),
    imported: importedMark("detail quotes text"),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .optional()
      .meta({
        description: "Each field that is wrong, by JSON pointer.",
      }),
    item: Item.optional(), // for version_conflict: the item's current state
    inTheWay: z
      .array(InTheWay)
      .optional()
      .meta({ description: "With changed_since: what was changed, and by which change." }),
    canForce: z
      .boolean()
      .optional()
      .meta({ description: "With changed_since: whether force would undo a part of it." }),
    conflicts: z.array(Conflict).optional().meta({ description: "With time_taken: what is in that time." }),
    freeSlots: z.array(FreeSlot).optional().meta({
      description: "With time_taken: the nearest free times, for each item the one before and the one after.",
    }),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

/**
 * The OpenAPI 3.1 description of all operations for one deployment. Kept flat and plain, because ChatGPT's importer drops what
 * it does not understand. Operations reserved for the web page are left out, unless a test needs to check their answers too.
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function describeApi({ appUrl, logtoEndpoint }: Deployment, { withWebOnly = false } = {}): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "logto", {
    type: "oauth2",
    flows: {
      authorizationCode: {
        authorizationUrl: `${logtoEndpoint}/oidc/auth?prompt=consent`,
        tokenUrl: `${logtoEndpoint}/oidc/token`,
        scopes: { openid: "Know who you are", offline_access: "Stay connected" },
      },
    },
  });
  const described = Object.values<Operation>(operations).filter((each) => withWebOnly || isForPrograms(each));
  for (const operation of described) registry.registerPath(pathOf(operation));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Agenda Assistant",
      version: "1.0.0",
      description: "One person's agenda: dates, times and what is done. Times are wall-clock times with an IANA zone.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: appUrl }],
    security: [{ logto: ["openid", "offline_access"] }],
  });
  return shortened(document);
}

interface OperationObject {
  readonly operationId?: string;
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

type Document = ReturnType<OpenApiGeneratorV31["generateDocument"]>;

/** Drops examples from inputs, and formats from answers: those show their format themselves. */
function shortened({ paths = {}, components = {}, ...document }: Document): object {
  const sent = <T extends object>(part: T): T =>
    changeKeywords(part, (keyword) => (keyword[0] === "example" ? undefined : nameDates(keyword)));
  const answered = <T extends object>(part: T): T =>
    changeKeywords(part, (keyword) => (isOfWriting(keyword) ? undefined : keyword));
  const schemas: [string, object][] = Object.entries(components.schemas ?? {}).map(([name, schema]) => [
    name,
    name === "NewItem" ? sent(schema) : answered(schema),
  ]);
  /** An answer that comes with several statuses is described once. */
  const shared = ({ operationId = "", responses = {} }: OperationObject) => {
    const schemaAt = (status: string) => responses[status]?.content?.["application/json"]?.schema;
    const same = Object.keys(responses).filter((status) => schemaAt(status));
    const [first = ""] = same;
    if (same.length < 2) return answered(responses);
    const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Answer`;
    schemas.push([name, answered(schemaAt(first) ?? {})]);
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
    const told = same.map((status) => [status, { ...responses[status], content }]);
    return answered({ ...responses, ...Object.fromEntries(told) });
  };
  const described = Object.entries(paths).map(([path, methods = {}]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => {
        const { responses: _, ...asked } = operation as OperationObject;
        return [method, { ...sent(asked), responses: shared(operation as OperationObject) }];
      }),
    ),
  ]);
  return {
    ...document,
    components: { ...components, schemas: Object.fromEntries(schemas) as typeof components.schemas },
    paths: Object.fromEntries(described),
  };
}

function pathOf(operation: Operation): RouteConfig {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field as string);
  const isBodied = hasBody(operation);
  const fields = Object.entries(operation.input.shape);
  const params = z.strictObject(Object.fromEntries(fields.filter(([field]) => inPath.includes(field))));
  const rest = z.strictObject(Object.fromEntries(fields.filter(([field]) => !inPath.includes(field))));
  const isEmpty = Object.keys(rest.shape).length === 0;
  const isSomethingNeeded = Object.keys(rest.shape).some((field) => field !== "idempotencyKey");
  return {
    method: operation.method.toLowerCase() as Lowercase<Operation["method"]>,
    path: operation.path,
    operationId: operation.name,
    summary: operation.summary,
    "x-openai-isConsequential": operation.isConsequential,
    request: {
      ...(inPath.length > 0 && { params }),
      ...(!isBodied && !isEmpty && { query: rest }),
      ...(isBodied && {
        body: { required: isSomethingNeeded, content: { "application/json": { schema: rest } } },
      }),
    },
    responses: { ...successes(operation), ...failures(operation) },
  };
}

function successes(operation: Operation): RouteConfig["responses"] {
  const { status, unstoredStatus, output } = operation;
  const content = { "application/json": { schema: output } };
  return {
    [status]: { description: status === 201 ? "Added." : "Done.", content },
    ...(unstoredStatus && {
      [unstoredStatus]: { description: "It was there already, or this is a preview; nothing was added.", content },
    }),
    ...(isForPrograms(operation) &&
      !operation.reads && { 202: { description: "Proposed; nothing is done yet.", content } }),
  };
}

function failures(operation: Operation): RouteConfig["responses"] {
  const byStatus = Map.groupBy(problemsOf(operation), (code) => problems[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, same]) => [
        status,
        {
          description: same.join(", "),
          content: { "application/problem+json": { schema: Problem } },
        },
      ]),
  );
}
