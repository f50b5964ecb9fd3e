import { once } from "node:events";
import net from "node:net";
import { running } from "./running.ts";

/** A raw answer. Header names are in lower case. */
interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Sends bytes that no HTTP client would send, and reads one answer.
 * @param head request line and headers, without the empty line; `Host` and `Connection: close` are added
 */
export async function sendRaw(
  head: readonly string[],
  body: string | Uint8Array = "",
  app = running.url,
): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(app);
  const socket = net.connect({ host: hostname, port: Number(port) });
  socket.setTimeout(20_000, () => socket.destroy(new Error("No answer within 20 seconds.")));
  await once(socket, "connect");
  const [line = "", ...headers] = head;
  const lines = [line, `Host: ${host}`, "Connection: close", ...headers];
  socket.write(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), Buffer.from(body)]));
  const chunks: Buffer[] = [];
  let reset: Error | undefined;
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", (error) => {
    reset = error; // a server that refuses a long body may close while it is being sent
  });
  if (!socket.closed) await once(socket, "close");
  const text = Buffer.concat(chunks).toString("latin1");
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
  if (!status) throw new Error(`No answer but ${JSON.stringify(text.slice(0, 80))}; ${reset?.message ?? "closed"}`);
  return { status: Number(status), ...split(text) };
}

function split(text: string): Pick<RawAnswer, "headers" | "body"> {
  const end = text.indexOf("\r\n\r\n");
  const headers = new Map<string, string>();
  for (const line of text.slice(0, end).split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const rest = text.slice(end + 4);
  return { headers, body: headers.get("transfer-encoding") === "chunked" ? unchunk(rest) : rest };
}

function unchunk(text: string): string {
  let whole = "";
  for (let at = 0; at < text.length; ) {
    const lineEnd = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (!size) break;
    whole += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.from(whole, "latin1").toString();
}
