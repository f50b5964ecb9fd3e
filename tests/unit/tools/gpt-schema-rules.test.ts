import { expect, test } from "@playwright/test";
import type { OpenApi, Parameter, RawOperation, Schema } from "../../../tools/gpt/read-openapi.ts";
import { findViolations, limits } from "../../../tools/gpt/schema-rules.ts";

const plain: Schema = { type: "object", properties: { text: { type: "string" } } };
const json = (schema: Schema) => ({ content: { "application/json": { schema } } });

const find = (document: OpenApi) => findViolations(document, JSON.stringify(document));
const withOperation = (change: Partial<RawOperation>, schemas: Record<string, Schema> = {}): OpenApi => ({
  paths: { "/things": { post: { operationId: "make", summary: "Make a thing.", ...change } } },
  components: { schemas },
});
const withAnswer = (schema: Schema, schemas?: Record<string, Schema>) =>
  find(withOperation({ responses: { 200: json(schema) } }, schemas));
const withParameter = (parameter: Partial<Parameter>) =>
  find(withOperation({ parameters: [{ name: "id", in: "query", schema: { type: "string" }, ...parameter }] }));

test("a flat, simple schema is imported", () => {
  const document = withOperation(
    {
      parameters: [{ name: "id", in: "query", description: "d".repeat(limits.parameterText) }],
      requestBody: json({ $ref: "#/components/schemas/Thing" }),
      responses: { 200: json({ anyOf: [{ type: "string" }, { type: "null" }] }) },
    },
    { Thing: plain },
  );
  expect(find(document)).toEqual([]);
});

test("an operation needs a unique operationId", () => {
  const post: RawOperation = { summary: "Make." };
  expect(find({ paths: { "/things": { post } } })).toEqual(["POST /things has no operationId."]);
  const twice = { get: { operationId: "make" }, post: { operationId: "make" } };
  expect(find({ paths: { "/things": twice } })).toEqual(["make: the operationId is used twice."]);
});

test("a summary or description of an operation has at most 300 characters", () => {
  expect(find(withOperation({ summary: "s".repeat(300), description: "d".repeat(300) }))).toEqual([]);
  expect(find(withOperation({ summary: "s".repeat(301), description: "d".repeat(302) }))).toEqual([
    "make: its summary has 301 characters; 300 are allowed.",
    "make: its description has 302 characters; 300 are allowed.",
  ]);
});

test("a description of a parameter or body field has at most 700 characters", () => {
  expect(withParameter({ description: "d".repeat(701) })).toEqual([
    "make: parameter id: its description has 701 characters; 700 are allowed.",
  ]);
  const field: Schema = { type: "string", description: "d".repeat(701) };
  expect(find(withOperation({ requestBody: json({ type: "object", properties: { field } }) }))).toEqual([
    "make: request body.field: its description has 701 characters; 700 are allowed.",
  ]);
});

test("there are at most 30 operations", () => {
  const paths = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`/${n}`, { get: { operationId: `get${n}` } }]));
  expect(find({ paths: paths(30) })).toEqual([]);
  expect(find({ paths: paths(31) })).toEqual(["There are 31 operations; 30 are allowed."]);
});

test("the document has at most 1 MB", () => {
  const document = withOperation({});
  expect(findViolations(document, "é".repeat(500_000))).toEqual([]);
  expect(findViolations(document, "é".repeat(500_001))).toEqual([
    "The document has 1000002 bytes; 1000000 are allowed.",
  ]);
});

test("parameters are in the path or the query, since no custom header is sent", () => {
  expect(withParameter({ in: "header" })).toEqual([
    "make: parameter id is sent in the header; ChatGPT sends no custom headers or cookies.",
  ]);
});

test("an object has properties, at any depth", () => {
  expect(withAnswer({ type: "object", properties: { list: { type: "array", items: { type: "object" } } } })).toEqual([
    "make: answer 200.list[]: an object without properties.",
  ]);
  expect(withAnswer({ type: ["object", "null"], additionalProperties: plain })).toEqual([
    "make: answer 200: an object without properties.",
  ]);
});

test("a request body is a JSON object", () => {
  const refused = ["make: its request body is not a JSON object, so the operation is skipped."];
  expect(find(withOperation({ requestBody: json({ type: "array", items: plain }) }))).toEqual(refused);
  expect(find(withOperation({ requestBody: { content: { "text/plain": {} } } }))).toEqual(refused);
});

for (const kind of ["oneOf", "anyOf", "allOf"] as const)
  test(`${kind} contains no reference`, () => {
    const schema = { [kind]: [{ $ref: "#/components/schemas/Thing" }] };
    expect(withAnswer(schema, { Thing: plain })).toEqual([
      `make: answer 200: ${kind} holds a $ref, which is read as an empty schema.`,
    ]);
  });

test("references are not nested deeper than three, circular or dangling", () => {
  const to = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
  const holding = (schema: Schema): Schema => ({ type: "object", properties: { inner: schema } });
  const chain = { A: holding(to("B")), B: holding(to("C")), C: holding(to("D")), D: plain };
  expect(withAnswer(to("B"), chain)).toEqual([]);
  expect(withAnswer(to("A"), chain)).toEqual([
    "make: answer 200.inner.inner.inner: $ref inside $ref, more than 3 deep.",
  ]);
  expect(withAnswer(to("Loop"), { Loop: holding(to("Loop")) })).toHaveLength(1);
  expect(withAnswer(to("Missing"))).toEqual(["make: answer 200: #/components/schemas/Missing refers to nothing."]);
});
