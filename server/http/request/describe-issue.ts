import type { z } from "zod";
import { type FieldError, pointerTo } from "../../../contract/problems.ts";
import type { Said } from "../../../messages/said.ts";

const kinds: Record<string, string> = {
  string: "Must be text.",
  number: "Must be a number.",
  int: "Must be a whole number.",
  boolean: "Must be true or false.",
  array: "Must be a list.",
  object: "Must be an object.",
};

/**
 * Describes a validation issue so that the caller can fix it; for an unknown field it lists the known ones. One issue may name
 * thousands of fields: they are described as they are taken.
 */
export function describeIssue(issue: z.core.$ZodIssue, input: z.ZodObject): Iterable<FieldError> {
  if (issue.code === "unrecognized_keys") {
    const known = knownFields(input, issue.path);
    const detail =
      known.length > 0 ? `There is no such field. Fields: ${known.join(", ")}.` : "No fields are taken here.";
    return Iterator.from(issue.keys).map((key) => ({
      pointer: pointerTo([...issue.path, [...key.slice(0, 120)].slice(0, 60).join("")]),
      detail,
    }));
  }
  const words = wordsOf(issue);
  return [{ pointer: pointerTo(issue.path), detail: detailOf(issue), ...(words && { words }) }];
}

/** How many errors an issue stands for. */
export const countIn = (issue: z.core.$ZodIssue) => (issue.code === "unrecognized_keys" ? issue.keys.length : 1);

/** The message that a person sees when something is missing, too long or out of range. */
function wordsOf(issue: z.core.$ZodIssue): Said | undefined {
  switch (issue.code) {
    case "custom":
      return issue.params?.words as Said | undefined;
    case "too_big":
      if (issue.origin === "string") return { key: "problems.tooLong", values: { most: Number(issue.maximum) } };
      return issue.origin === "array"
        ? { key: "problems.tooMany", values: { most: Number(issue.maximum) } }
        : { key: "problems.tooGreat", values: { most: Number(issue.maximum) } };
    case "too_small":
      return issue.origin === "string" || issue.origin === "array"
        ? { key: "problems.missing" }
        : { key: "problems.tooSmall", values: { least: Number(issue.minimum) } };
    case "invalid_format":
      return issue.input === "" ? { key: "problems.missing" } : undefined;
    default:
      return undefined;
  }
}

function detailOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined && issue.message.includes("undefined")) return "Is missing.";
      return kinds[issue.expected] ?? issue.message;
    case "too_small":
      return `${begin(issue.origin)} at least ${issue.minimum}${unit(issue.origin)}.`;
    case "too_big":
      return `${begin(issue.origin)} at most ${issue.maximum}${unit(issue.origin)}.`;
    default:
      return issue.message;
  }
}

const begin = (origin: string) => (origin === "array" ? "Must hold" : "Must be");
const unit = (origin: string) => (origin === "string" ? " characters long" : "");

interface Def {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
}

/** The fields of the object at an issue's path. */
function knownFields(input: z.ZodObject, path: readonly PropertyKey[]): string[] {
  const defOf = (schema: z.core.$ZodType | undefined) => schema?._zod.def as Def | undefined;
  let def = defOf(input);
  for (const step of path) {
    def = defOf(typeof step === "number" ? def?.element : def?.shape?.[String(step)]);
    while (def?.innerType) def = defOf(def.innerType);
  }
  return Object.keys(def?.shape ?? {});
}
