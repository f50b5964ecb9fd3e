import { randomBytes } from "node:crypto";

const mostCharacters = 60;

/**
 * What a program calls itself, fit to be shown: one short line without anything that steers how text is laid out.
 * @param info what it sent as its `clientInfo`
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
 * A session of the 2025 generation, whose calls do not say who sends them. Nothing is kept for it here: its id holds what the program
 * said of itself when it began, and a client sends it back with each call. It is also the conversation that changes are told of.
 */
export function makeSessionId(clientName: string | undefined): string {
  return `a1.${Buffer.from(clientName ?? "").toString("base64url")}.${randomBytes(12).toString("base64url")}`;
}

/** What a session's id holds; nothing, where it is none of ours. */
export function readSessionId(id: string | null): { clientName?: string; conversation?: string } {
  const [, name, own] = /^a1\.([\w-]{0,400})\.([\w-]{16})$/.exec(id ?? "") ?? [];
  if (name === undefined || own === undefined) return {};
  const clientName = clean(Buffer.from(name, "base64url").toString());
  return { ...(clientName && { clientName }), conversation: `mcp-${own}` };
}
