import { randomBytes } from "node:crypto";

const mostCharacters = 60;

/**
 * A client's self-reported name made safe for display: one short line without characters that control text layout.
 * @param info its `clientInfo`, as sent
 */
export function readClientName(info: unknown): string | undefined {
  if (typeof info !== "object" || info === null) return undefined;
  const { title, name } = info as { title?: unknown; name?: unknown };
  const said = [title, name].find((each) => typeof each === "string" && each.trim() !== "");
  return typeof said === "string" ? clean(said) : undefined;
}

function clean(text: string): string | undefined {
  const plain = text
    .toWellFormed()
    .slice(0, 400)
    .replaceAll(/[\p{C}\p{Z}]+/gu, " ")
    .trim();
  return [...plain].slice(0, mostCharacters).join("").trim() || undefined;
}

/**
 * A session id for clients of the 2025 protocol versions, whose calls do not identify the sender. Nothing is stored on the
 * server: the id contains the client's name from initialization, and the client returns it with each call. It also serves as
 * the conversation to which changes are attributed.
 */
export function makeSessionId(clientName: string | undefined): string {
  return `a1.${Buffer.from(clientName ?? "").toString("base64url")}.${randomBytes(12).toString("base64url")}`;
}

/** The contents of a session id; empty if it is not one of ours. */
export function readSessionId(id: string | null): { clientName?: string; conversation?: string } {
  const [, name, own] = /^a1\.([\w-]{0,400})\.([\w-]{16})$/.exec(id ?? "") ?? [];
  if (name === undefined || own === undefined) return {};
  const clientName = clean(Buffer.from(name, "base64url").toString());
  return { ...(clientName && { clientName }), conversation: `mcp-${own}` };
}
