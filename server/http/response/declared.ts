import { z } from "zod";
import { isJsonObject } from "../../../contract/json-object.ts";

type Keep = (value: unknown) => unknown;

const known = new WeakMap<z.ZodType, Keep>();

/**
 * An answer reduced to what its schema declares, at every depth: a column or a field added elsewhere does not leak. It is not
 * validated again: its values were validated on their way in, or computed by us, and the tests check every answer against the
 * contract.
 */
export function declaredOf<S extends z.ZodObject>(schema: S, answer: z.input<S>): z.output<S> {
  return keeperOf(schema)(answer) as z.output<S>;
}

function keeperOf(schema: z.ZodType): Keep {
  const keep = known.get(schema) ?? makeKeeper(schema);
  known.set(schema, keep);
  return keep;
}

function makeKeeper(schema: z.ZodType): Keep {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return keeperOf(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) {
    const keep = keeperOf(schema.element as z.ZodType);
    return (value) => (Array.isArray(value) ? value.map(keep) : null);
  }
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries<z.ZodType>(schema.shape).map(([name, field]) => [name, keeperOf(field)] as const);
    return (value) => {
      if (!isJsonObject(value)) return null;
      const kept: Record<string, unknown> = {};
      for (const [name, keep] of fields) if (value[name] !== undefined) kept[name] = keep(value[name]);
      return kept;
    };
  }
  if (holdsOthers(schema)) throw new Error(`How to keep only what a ${schema.type} declares is not known.`);
  return (value) => (typeof value === "object" ? null : value);
}

/** Whether values of a schema may be objects. */
const holdsOthers = ({ type }: z.ZodType): boolean =>
  !["string", "number", "int", "boolean", "enum", "literal", "null"].includes(type);
