import { z } from "zod";
import { isJsonObject, type JsonObject } from "../../../contract/json-object.ts";
import {
  changeKeywords,
  isOfWriting,
  isWeekdays,
  mapBelow,
  nameDates,
} from "../../../contract/openapi/schema-keywords.ts";

type ObjectSchema = { type: "object" } & Record<string, unknown>;

/**
 * A JSON Schema without references, which clients resolve differently or not at all, and without OpenAPI-only keywords.
 * @param named what to put in place of a named part of the contract, instead of its full schema
 */
export function plainSchema(
  schema: z.ZodObject,
  io: "input" | "output",
  named: (part: string) => JsonObject | undefined = () => undefined,
): ObjectSchema {
  const {
    $schema: _dialect,
    $defs = {},
    ...root
  } = z.toJSONSchema(schema, { io, override: dropDefaults }) as JsonObject;
  return {
    ...(inline(root, (name) => named(name) ?? (($defs as JsonObject)[name] as JsonObject)) as JsonObject),
    type: "object",
  };
}

/** Drops the bounds that zod adds to every integer. */
function dropDefaults({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function inline(value: unknown, partOf: (name: string) => JsonObject): unknown {
  if (Array.isArray(value)) return value.map((each) => inline(each, partOf));
  if (!isJsonObject(value)) return value;
  const { $ref, ...own } = value;
  if (typeof $ref === "string") {
    const part = partOf($ref.replace("#/$defs/", ""));
    const said = [part.description, own.description].filter(Boolean).join(" ");
    return inline({ ...part, ...own, ...(said !== "" && { description: said }) }, partOf);
  }
  const { example: _example, id: _id, ...rest } = keywordsOf(own);
  return mapBelow(rest, (inner) => inline(inner, partOf));
}

/** Expresses "nullable" once, in a single type. */
function keywordsOf(node: JsonObject): JsonObject {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf)) return node;
  if (Array.isArray(node.type)) return rest; // the contract states it once per dialect
  const [one, none, ...more] = anyOf.filter(isJsonObject);
  if (typeof one?.type !== "string" || none?.type !== "null" || more.length > 0) return node;
  return { ...one, type: [one.type, "null"], ...rest };
}

const ofInput = new Set(["pattern", "minLength", "maxLength"]);

/**
 * A tool's input schema: everything a model needs to get the call right the first time. Weekday names are known to it, and
 * formats and text lengths are given in descriptions; errors repeat them.
 * @param tool the tool's name
 */
export const toolInput = (schema: z.ZodObject, tool: string): ObjectSchema =>
  changeKeywords(plainSchema(namedKey(schema, tool), "input"), (keyword) => {
    const [name, value] = nameDates(keyword);
    return ofInput.has(name) || (name === "enum" && isWeekdays(value)) ? undefined : [name, value];
  });

/** Every tool that writes takes a key: the first describes it. */
const namedKey = (schema: z.ZodObject, tool: string): z.ZodObject =>
  tool === "createItems" || !("idempotencyKey" in schema.shape)
    ? schema
    : schema.extend({ idempotencyKey: z.string().optional().meta({ description: "As in createItems." }) });

/**
 * A tool's output schema, reduced to what is needed to read it: looser than the contract, so everything valid there is valid
 * here. Parts that another tool describes are only named (docs/decisions/0222).
 * @param tool the tool's name
 */
export const toolOutput = (schema: z.ZodObject, tool: string): ObjectSchema =>
  changeKeywords(plainSchema(schema, "output", namedIn(tool)), (keyword) =>
    isOfWriting(keyword) || (keyword[0] === "additionalProperties" && keyword[1] === false) ? undefined : keyword,
  );

interface Part {
  /** The tool whose answer describes the part in full, where it occurs first; null: another part describes it. */
  readonly home: string | null;
  /** How it is referred to everywhere else. */
  readonly words: string;
}

/** Parts that many tools' answers share, by their names in the contract. */
const parts: Readonly<Record<string, Part>> = {
  Item: { home: "listItems", words: "An item, as in listItems." },
  ItemSummary: { home: null, words: "An item, its main fields as in listItems." },
  EntrySummary: { home: null, words: "An item or occurrence, its main fields as in listItems." },
  TrashedItem: { home: null, words: "As in listItems, with deletedAt and keptUntil, after which it is gone for good." },
  ProposalRef: { home: "createItems", words: "As in createItems." },
  ChangeRef: { home: "createItems", words: "As in createItems." },
  Conflict: { home: "createItems", words: "As in createItems." },
  OverviewItem: { home: "getOverview", words: "As in days." },
  Slot: { home: "findFreeTime", words: "As in slots." },
};

function namedIn(tool: string): (name: string) => JsonObject | undefined {
  const described = new Set<string>();
  return (name) => {
    const part = parts[name];
    if (!part || (part.home === tool && !described.has(name))) {
      described.add(name);
      return undefined;
    }
    return { type: "object", description: part.words };
  };
}
