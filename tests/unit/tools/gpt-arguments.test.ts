import { expect, test } from "@playwright/test";
import {
  ArgumentsRefused,
  describeOperation,
  findOperation,
  listOperations,
  spreadArguments,
} from "../../../tools/gpt/arguments.ts";
import { readCommandLine, readObject } from "../../../tools/gpt/command-line.ts";
import { readOpenApi } from "../../../tools/gpt/read-openapi.ts";

const operations = listOperations(
  readOpenApi(`
paths:
  /items/{id}:
    parameters: []
    get:
      operationId: listThings
      summary: List things.
      parameters:
        - $ref: "#/components/parameters/Id"
        - { name: tag, in: query, description: Only with this tag., schema: { type: array, items: { type: string } } }
        - { name: limit, in: query, schema: { type: integer } }
    patch:
      operationId: changeThing
      summary: Change a thing.
      parameters:
        - $ref: "#/components/parameters/Id"
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Change" }
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: string } }
  schemas:
    Change:
      type: object
      required: [text]
      properties:
        text: { type: string, description: What it says. }
        notes: { type: [string, "null"] }
`),
);
const listThings = findOperation(operations, "listThings");
const changeThing = findOperation(operations, "changeThing");

test("one flat object is distributed over path, query and body", () => {
  expect(spreadArguments(listThings, { id: "a/b", tag: ["x", "y & z"], limit: 5 })).toEqual({
    method: "GET",
    target: "/items/a%2Fb?tag=x&tag=y+%26+z&limit=5",
    body: undefined,
  });
  expect(spreadArguments(changeThing, { id: "1", text: "Dentist", notes: null })).toEqual({
    method: "PATCH",
    target: "/items/1",
    body: JSON.stringify({ text: "Dentist", notes: null }),
  });
});

test("unknown and missing fields are named, with what the operation accepts", () => {
  const attempt = () => spreadArguments(changeThing, { id: "1", txt: "Dentist" });
  expect(attempt).toThrow(ArgumentsRefused);
  expect(attempt).toThrow("changeThing does not take txt. changeThing needs text.");
  expect(attempt).toThrow(describeOperation(changeThing));
});

test("an operation is described with its fields, their types and which are required", () => {
  expect(describeOperation(changeThing)).toBe(
    [
      "changeThing: Change a thing.",
      "It takes:",
      "  id (string) required",
      "  text (string) required: What it says.",
      "  notes (string or null)",
    ].join("\n"),
  );
});

test("an unknown operation is answered with the known ones", () => {
  expect(() => findOperation(operations, "nothing")).toThrow("There are: listThings, changeThing.");
});

test("a command line that cannot be right is refused with the reason and the usage", () => {
  const { argv } = process;
  const wrong: [string[], string][] = [
    [["getItemById", "{}", "{}"], "Too many arguments: {}. Quote the JSON as one."],
    [["--as", "demo", "getItemById"], "--as and --password go together."],
    [["--colour"], "Unknown option '--colour'"],
  ];
  try {
    for (const [args, words] of wrong) {
      process.argv = [...argv.slice(0, 2), ...args];
      const attempt = () => readCommandLine("How it is used");
      expect(attempt, args.join(" ")).toThrow(ArgumentsRefused);
      expect(attempt, args.join(" ")).toThrow(words);
      expect(attempt, args.join(" ")).toThrow("How it is used");
    }
  } finally {
    process.argv = argv;
  }
  for (const json of ["{id: 1}", "[]", "null", "7"])
    expect(() => readObject(json, () => "It takes nothing.")).toThrow(
      `This is not a JSON object: ${json}\nIt takes nothing.`,
    );
});
