import { writing } from "../../../contract/fields/write-fields.ts";
import type { JsonObject } from "../../../contract/json-object.ts";
import type { Operation } from "../../../contract/operations.ts";
import { AgendaError, wrongField } from "../../../contract/problems.ts";

/** The input field that the header is copied to. */
export const keyField = "idempotencyKey";

/** A structured-field string, with any parameters, which are ignored. @see RFC 9651 §3.1.2, §3.3.3 */
const quoted = /^"((?:[ !#-[\]-~]|\\["\\])*)"(?: *;.*)?$/;

/**
 * The Idempotency-Key header as an input field. Its value is a structured-field string in double quotes; without quotes, as
 * most programs send it, it is taken literally. Read-only operations take no key and ignore it.
 * @param said the other fields of the input
 * @returns an empty object if there is none
 * @throws AgendaError("malformed_request" | "invalid_input") if the header is malformed or contradicts the field
 * @see draft-ietf-httpapi-idempotency-key-header §2.1
 */
export function readIdempotencyKey(operation: Operation, request: Request, said: JsonObject): { [keyField]?: string } {
  const key = keyField in operation.input.shape ? keyInHeader(request) : undefined;
  if (key === undefined) return {};
  if (keyField in said && said[keyField] !== key)
    throw wrongField(
      [keyField],
      "The Idempotency-Key header says another key. Send one of the two, or the same in both.",
    );
  return { [keyField]: key };
}

/**
 * The key in the header; undefined if there is none.
 * @throws AgendaError("malformed_request")
 */
function keyInHeader(request: Request): string | undefined {
  const header = request.headers.get("idempotency-key");
  if (header === null) return undefined;
  const key = header.startsWith('"') ? quoted.exec(header)?.[1]?.replaceAll(/\\(.)/g, "$1") : header;
  if (key !== undefined) return key;
  throw new AgendaError(
    "malformed_request",
    'The Idempotency-Key header is malformed. Send it as a string in double quotes, such as "8e03978e-40d5-43dd-bc93-6894a57f9324".',
  );
}

/**
 * The key for a route whose body is a file, so that only the header can carry it.
 * @throws AgendaError("malformed_request" | "invalid_input")
 */
export function requireKeyInHeader(request: Request): string | undefined {
  const read = writing.idempotencyKey.safeParse(keyInHeader(request));
  if (read.success) return read.data;
  throw wrongField([keyField], read.error.issues[0]?.message ?? "It is no key.");
}
