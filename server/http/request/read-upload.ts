import { limits } from "../../../contract/limits.ts";
import { AgendaError } from "../../../contract/problems.ts";
import { readBytes } from "./read-body.ts";

const types = ["text/calendar", "text/plain", "application/octet-stream"];

/**
 * Reads a calendar file, which may be larger than other bodies.
 * @param signal ends the reading, with its reason
 * @throws AgendaError("unsupported_media_type" | "content_too_large")
 */
export async function readFile(request: Request, signal: AbortSignal): Promise<Uint8Array> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(type))
    throw new AgendaError("unsupported_media_type", "Send a calendar file, with Content-Type: text/calendar.");
  return readBytes(request, limits.importBytes, signal);
}
