import { parseArgs } from "node:util";
import { isJsonObject, type JsonObject } from "../../contract/json-object.ts";
import { ArgumentsRefused } from "./arguments.ts";

/**
 * Parses `[--as <name> --password <password>] [--conversation <id>] [<name> ['<json>']]`.
 * @throws ArgumentsRefused with the usage
 */
export function readCommandLine(usage: string) {
  const { values, positionals } = parse(usage);
  const [name, json, ...rest] = positionals;
  if (rest.length > 0)
    throw new ArgumentsRefused(`Too many arguments: ${rest.join(" ")}. Quote the JSON as one.\n${usage}`);
  if ((values.as === undefined) !== (values.password === undefined))
    throw new ArgumentsRefused(`--as and --password go together.\n${usage}`);
  return { values, name, json };
}

function parse(usage: string) {
  try {
    const text = { type: "string" } as const;
    return parseArgs({ allowPositionals: true, options: { as: text, password: text, conversation: text } });
  } catch (thrown) {
    throw new ArgumentsRefused(`${thrown instanceof Error ? thrown.message : thrown}\n${usage}`);
  }
}

/**
 * Parses the JSON object of arguments; empty if absent.
 * @param tellUsage the usage, for the error message
 * @throws ArgumentsRefused
 */
export function readObject(json: string | undefined, tellUsage: () => string): JsonObject {
  if (json === undefined) return {};
  const refuse = () => new ArgumentsRefused(`This is not a JSON object: ${json}\n${tellUsage()}`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw refuse();
  }
  if (!isJsonObject(value)) throw refuse();
  return value;
}

/** A failed fetch only says "fetch failed"; the reason is in its cause. */
export function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { message, cause } = thrown;
  if (!(cause instanceof Error)) return message;
  return `${message}: ${cause.message || ("code" in cause ? String(cause.code) : cause.name)}`;
}
