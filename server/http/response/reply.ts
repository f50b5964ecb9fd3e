import { env } from "../../../env.ts";
import { strictTransport } from "./strict-transport.ts";

/** What every answer under /api, and the MCP door's, carries. */
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

/** An answer with a body of our own making. */
export function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...constantHeaders(), "Content-Type": "application/json", ...headers },
  });
}

/** An answer whose body is no JSON of ours. */
export function replyBody(body: BodyInit | null, headers: Record<string, string>, status = 200): Response {
  return new Response(body, { status, headers: { ...constantHeaders(), ...headers } });
}

/** An answer without a body. */
export function replyEmpty(headers: Record<string, string>): Response {
  return new Response(null, { status: 204, headers: { ...constantHeaders(), ...headers } });
}

/** An event stream. `no-transform` keeps Next from compressing it, which would hold messages back and triple its memory. */
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
