import { isJsonObject, type JsonObject } from "../../../contract/json-object.ts";
import { limits } from "../../../contract/limits.ts";
import { AgendaError, pointerTo } from "../../../contract/problems.ts";

/**
 * Reads a JSON object from a request's body.
 * @param isWanted whether the operation has body fields; if not, an empty body of any type is accepted
 * @returns an empty object if there is no body
 * @throws AgendaError("unsupported_media_type" | "content_too_large" | "malformed_request" | "invalid_input")
 */
export async function readBody(request: Request, isWanted: boolean): Promise<Record<string, unknown>> {
  const value = requireObject(await readJson(request, isWanted));
  requireCleanText(value);
  return value;
}

/**
 * Reads any JSON value, unchecked but for its depth and the number of values in it.
 * @throws AgendaError("unsupported_media_type" | "content_too_large" | "malformed_request")
 */
export async function readJson(request: Request, isWanted: boolean): Promise<unknown> {
  const type = request.headers.get("content-type");
  const bytes = await readBytes(request);
  if (bytes.length === 0 && (type === null || !isWanted)) return {};
  if (!isJson(type))
    throw new AgendaError("unsupported_media_type", "Send the body as JSON, with Content-Type: application/json.");
  return parse(bytes);
}

/** @throws AgendaError("invalid_input") */
export function requireObject(value: unknown): JsonObject {
  if (!isJsonObject(value))
    throw new AgendaError("invalid_input", "The body must be a JSON object.", {
      errors: [{ pointer: "#", detail: "Must be an object." }],
    });
  return value;
}

function isJson(type: string | null): boolean {
  const [mediaType, ...parameters] = (type ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith("charset="));
  return mediaType === "application/json" && (!charset || /^charset="?utf-8"?$/.test(charset));
}

/**
 * @param signal ends the reading, with its reason
 * @throws AgendaError("content_too_large"), also if Content-Length was missing
 */
export async function readBytes(
  request: Request,
  most: number = limits.bodyBytes,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const tooLarge = () =>
    new AgendaError("content_too_large", `The body may hold at most ${most} bytes.`, {
      words: { key: "problems.tooLarge", values: { size: most / 1_000_000 } },
    });
  if (Number(request.headers.get("content-length")) > most) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const body = signal
      ? request.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
      : request.body;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > most) throw tooLarge(); // leaving the loop cancels the stream
      chunks.push(chunk);
    }
  } catch (thrown) {
    if (thrown instanceof AgendaError) throw thrown;
    throw new AgendaError("malformed_request", "The body broke off."); // the client's fault, not ours
  }
  return Buffer.concat(chunks);
}

function parse(bytes: Uint8Array): unknown {
  requireModest(bytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AgendaError("malformed_request", "The body is not valid UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new AgendaError(
      "malformed_request",
      text === "" ? "The body is empty; send a JSON object." : "The body is not valid JSON.",
    );
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openings, closings] = [new Set([0x5b, 0x7b]), new Set([0x5d, 0x7d])];

/**
 * Refuses extreme nesting, and more values than any input has, before a parser makes objects of them: a megabyte holds half a
 * million values, and checking those would block the event loop for as long as hundreds of other requests take.
 * @param bytes whatever was sent, JSON or not
 * @throws AgendaError("malformed_request" | "content_too_large")
 */
function requireModest(bytes: Uint8Array): void {
  let [isInString, depth, count] = [false, 0, 1];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) isInString = !isInString;
    else if (isInString) at += byte === backslash ? 1 : 0;
    else if (byte === comma) count += 1;
    else if (openings.has(byte)) {
      count += 1;
      depth += 1;
    } else if (closings.has(byte)) depth -= 1;
    if (depth > limits.nestingDepth)
      throw new AgendaError("malformed_request", `The body is nested more than ${limits.nestingDepth} levels deep.`);
    if (count > limits.values)
      throw new AgendaError(
        "content_too_large",
        `The body may hold at most ${limits.values} values, nested ones included.`,
      );
  }
}

/**
 * Refuses what databases and JSON libraries handle differently: NUL and lone surrogates.
 * @param value no deeper than `readJson` reads
 * @throws AgendaError("malformed_request" | "invalid_input")
 * @see RFC 8259 §8.2, RFC 7493 §2.1
 */
export function requireCleanText(value: unknown): void {
  if (typeof value === "string") requireCleanString(value);
  else if (Array.isArray(value)) for (const each of value) requireCleanText(each);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      requireCleanString(key);
      if (key === "__proto__") throw noSuchField(key); // zod ignores it silently
      requireCleanText(inner);
    }
}

const noSuchField = (name: string) =>
  new AgendaError("invalid_input", `There is no field ${name}.`, {
    errors: [{ pointer: pointerTo([name]), detail: "There is no such field." }],
  });

function requireCleanString(text: string): void {
  if (text.includes("\0")) throw new AgendaError("malformed_request", "Text must not contain NUL (U+0000).");
  if (!text.isWellFormed())
    throw new AgendaError("malformed_request", "Text must not contain half of a surrogate pair.");
}
