import { AgendaError } from "../../../contract/problems.ts";
import { readBytes } from "./read-body.ts";

/** The only form that is sent holds one token, of about a kilobyte. */
const mostBytes = 16_000;

/** Reads an `application/x-www-form-urlencoded` body. @throws AgendaError("unsupported_media_type" | "content_too_large") */
export async function readForm(request: Request): Promise<URLSearchParams> {
  if (!request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded"))
    throw new AgendaError(
      "unsupported_media_type",
      "Send a form, with Content-Type: application/x-www-form-urlencoded.",
    );
  return new URLSearchParams(new TextDecoder().decode(await readBytes(request, mostBytes)));
}
