import { z } from "zod";

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A schema as a tool carries it: JSON Schema without references, because clients read them differently or not at all, and without
 * what only OpenAPI knows.
 */
export function toolSchema(schema: z.ZodObject, io: "input" | "output"): { type: "object" } & Record<string, unknown> {
  const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, { io }) as Node;
  return { ...(inline(root, $defs as Node) as Node), type: "object" };
}

function inline(value: unknown, definitions: Node): unknown {
  if (Array.isArray(value)) return value.map((each) => inline(each, definitions));
  if (!isNode(value)) return value;
  const { $ref, ...own } = value;
  if (typeof $ref === "string") {
    const target = definitions[$ref.replace("#/$defs/", "")];
    return inline({ ...(target as Node), ...own }, definitions);
  }
  const { example: _example, id: _id, ...rest } = keywordsOf(own);
  return Object.fromEntries(
    Object.entries(rest).map(([keyword, inner]) => [
      keyword,
      keyword === "properties" && isNode(inner)
        ? Object.fromEntries(Object.entries(inner).map(([name, property]) => [name, inline(property, definitions)]))
        : inline(inner, definitions),
    ]),
  );
}

/** What may be null says so twice in the contract, once for each dialect: one is enough here. */
function keywordsOf(node: Node): Node {
  const { anyOf, ...rest } = node;
  return Array.isArray(node.type) && anyOf !== undefined ? rest : node;
}
