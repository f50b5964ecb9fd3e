import { gzipSync } from "node:zlib";
import { env } from "../../../env.ts";
import { strictTransport } from "./strict-transport.ts";

/** Headers of every response under /api and of the MCP endpoint. */
export function constantHeaders(): Record<string, string> {
  return {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    ...(env().APP_URL.startsWith("https:") && strictTransport),
  };
}

/** A response with a JSON body. @param request its sender gets a long answer compressed, if they accept that */
export function reply(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  request?: Request,
): Response {
  const plain = Buffer.from(JSON.stringify(body));
  const isPacked = plain.length >= worthPackingBytes && takesGzip(request?.headers.get("accept-encoding"));
  const bytes = isPacked ? gzipSync(plain) : plain;
  return new Response(bytes, {
    status,
    headers: {
      ...constantHeaders(),
      "Content-Type": "application/json",
      ...(isPacked && { [passedOn.encoding]: "gzip" }),
      [passedOn.length]: String(bytes.length),
      ...headers,
    },
  });
}

/** Next drops a handler's body headers, so handlers set them under these names (before-handlers.ts). */
export const passedOn = { encoding: "x-body-encoding", length: "x-body-length" } as const;

/** Next compresses whatever is left, in a stream: that costs more, plus memory that is never released (docs/decisions/0275). */
const worthPackingBytes = 1_024;
const takesGzip = (encodings: string | null | undefined) =>
  /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(encodings ?? "");

/** A response with a body that is not JSON. */
export function replyBody(body: BodyInit | null, headers: Record<string, string>, status = 200): Response {
  return new Response(body, { status, headers: { ...constantHeaders(), ...headers } });
}

/** A response without a body. */
export function replyEmpty(headers: Record<string, string>): Response {
  return new Response(null, { status: 204, headers: { ...constantHeaders(), ...headers } });
}

/** An event stream. `no-transform` stops Next from compressing it, which would delay messages and triple its memory use. */
export function replyStream(body: ReadableStream<Uint8Array>, requestId: string): Response {
  return new Response(body, {
    headers: {
      ...constantHeaders(),
      "Cache-Control": "no-store, no-transform",
      "Content-Type": "text/event-stream; charset=utf-8",
      "X-Accel-Buffering": "no",
      "X-Request-Id": requestId,
    },
  });
}
