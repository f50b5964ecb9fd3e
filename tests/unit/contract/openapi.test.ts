import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { addresses } from "../../../contract/addresses.ts";
import { embeddedDeployment, openapiYaml } from "../../../contract/openapi/openapi-yaml.ts";
import { isForPrograms, type Operation, operations } from "../../../contract/operations.ts";
import * as functions from "../../../server/operations.ts";
import { listOperations } from "../../../tools/gpt/arguments.ts";
import {
  oauthFlowOf,
  operationsOf,
  type RawOperation,
  readOpenApi,
  type Schema,
} from "../../../tools/gpt/read-openapi.ts";
import { findViolations } from "../../../tools/gpt/schema-rules.ts";

const source = readFileSync("openapi.yaml", "utf8");
const document = readOpenApi(source);
const all = [...operationsOf(document)] as { path: string; method: string; operation: RawOperation }[];
const byName = new Map(all.map(({ operation }) => [operation.operationId, operation]));

/** Every schema anywhere below a value. */
function* schemasIn(value: unknown): Generator<Schema> {
  if (typeof value !== "object" || value === null) return;
  yield value;
  for (const inner of Object.values(value)) yield* schemasIn(inner);
}

test("openapi.yaml is up to date with the contract", () => {
  expect(source).toBe(openapiYaml(embeddedDeployment));
});

const forPrograms = Object.values<Operation>(operations)
  .filter(isForPrograms)
  .map(({ name }) => name);

test("every operation for programs is described at its path, and nothing else is", () => {
  expect([...byName.keys()].sort()).toEqual(forPrograms.toSorted());
  for (const { path, method, operation } of all) {
    const name = operation.operationId as keyof typeof operations;
    expect({ method: method.toUpperCase(), path }).toEqual(addresses[name]);
    expect(operations[name]).toMatchObject({ name, ...addresses[name] });
  }
});

test("every operation of the contract has its path and its function", () => {
  for (const { name, method, path } of Object.values<Operation>(operations)) {
    expect({ method, path }).toEqual(addresses[name]);
    expect(Object.keys(functions)).toContain(name);
  }
});

test("decision 0160 lists the web-only operations", () => {
  const record = readFileSync("docs/decisions/0160-for-the-web-page-only.md", "utf8");
  const told = [...record.matchAll(/^- `(\w+)`/gm)].map(([, name]) => name as string);
  const webOnly = Object.values<Operation>(operations).filter((each) => !isForPrograms(each));
  expect(told.toSorted()).toEqual(webOnly.map(({ name }) => name).toSorted());
});

test("ChatGPT's importer accepts it", () => {
  expect(findViolations(document, source)).toEqual([]);
});

// The same limits again, each computed here, as GPT Actions' documentation states them.
test("there are at most thirty operations, in at most a megabyte", () => {
  expect(all.length).toBeLessThanOrEqual(30);
  expect(Buffer.byteLength(source)).toBeLessThan(1_000_000);
});

test("it contains only what a model needs: at most 150 kB", () => {
  expect(Buffer.byteLength(source)).toBeLessThanOrEqual(150_000);
});

test("a summary has at most 300 characters, and a parameter's or field's description 700", () => {
  for (const { operation } of all) {
    expect(operation.summary?.length).toBeGreaterThan(10);
    expect(operation.summary?.length).toBeLessThanOrEqual(300);
    expect(operation.description?.length ?? 0).toBeLessThanOrEqual(300);
  }
  const described = [...schemasIn(document)].flatMap(({ description }) =>
    typeof description === "string" ? [description] : [],
  );
  expect(described.filter((description) => description.length > 700)).toEqual([]);
});

test("parameters are in the path or in the query: no custom headers", () => {
  const places = all
    .flatMap(({ operation }) => operation.parameters ?? [])
    .map((parameter) => "in" in parameter && parameter.in);
  expect([...new Set(places)].sort()).toEqual(["path", "query"]);
});

test("bodies are objects, objects have properties, and there are no unions of schemas", () => {
  for (const { operation } of all)
    if (operation.requestBody)
      expect(operation.requestBody.content?.["application/json"]?.schema).toMatchObject({ type: "object" });
  const schemas = [...schemasIn(document)];
  expect(schemas.filter((schema) => "oneOf" in schema || "anyOf" in schema || "allOf" in schema)).toEqual([]);
  const objects = schemas.filter(({ type }) => type === "object");
  expect(objects.length).toBeGreaterThan(10);
  expect(objects.filter(({ properties = {} }) => Object.keys(properties).length === 0)).toEqual([]);
});

test("references lead to components, from an answer or a problem to what it is made of and no deeper", () => {
  const references = [...schemasIn(document)].flatMap(({ $ref }) => (typeof $ref === "string" ? [$ref] : []));
  const names = Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`);
  expect([...new Set(references)].sort()).toEqual(names.sort());
  const nesting = Object.entries(document.components?.schemas ?? {}).filter(([, schema]) =>
    [...schemasIn(schema)].some(({ $ref }) => typeof $ref === "string"),
  );
  // The item of a version conflict, and what answers with several statuses, described once.
  expect(nesting.map(([name]) => name).filter((name) => !name.endsWith("Answer"))).toEqual(["Problem"]);
});

test("only deletion asks the user every time", () => {
  const consequential = all.map(({ operation }) => [
    operation.operationId,
    (operation as { "x-openai-isConsequential"?: boolean })["x-openai-isConsequential"],
  ]);
  const expected = forPrograms.map((name) => [name, name.startsWith("delete")]);
  expect(Object.fromEntries(consequential)).toEqual(Object.fromEntries(expected));
});

test("the OAuth flow asks for consent, so that a token outlives the browser's session", () => {
  expect(oauthFlowOf(document)).toEqual({
    authorizationUrl: "http://localhost:3001/oidc/auth?prompt=consent",
    tokenUrl: "http://localhost:3001/oidc/token",
    scope: "openid offline_access",
  });
  const { security } = document as { security?: object[] };
  expect(security).toEqual([{ logto: ["openid", "offline_access"] }]);
});

test("an update says which fields null clears, and a deletion takes its version in the query", () => {
  const fields = byName.get("updateItemById")?.requestBody?.content?.["application/json"]?.schema?.properties ?? {};
  const clearable = Object.keys(fields).filter((name) => fields[name]?.type?.includes("null"));
  expect(clearable.sort()).toEqual(
    [
      "startTime",
      "endDate",
      "endTime",
      "timeZone",
      "endTimeZone",
      "notes",
      "location",
      "url",
      "tags",
      "reminders",
      "recurrence",
    ].sort(),
  );
  expect(byName.get("deleteItemById")).not.toHaveProperty("requestBody");
  const [deletion] = listOperations(document).filter(({ name }) => name === "deleteItemById");
  expect(deletion?.fields.map((field) => [field.name, field.in])).toEqual([
    ["id", "path"],
    ["occurrence", "query"],
    ["scope", "query"],
    ["version", "query"],
    ["idempotencyKey", "query"],
    ["previewOnly", "query"],
    ["confirm", "query"],
  ]);
});
