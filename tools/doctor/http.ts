import { explain } from "../gpt/command-line.ts";

/** An answer that was read, or why there was none. */
export type Answer =
  | { readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly failure: string };

/** Asks once. Redirects are answers too. Never rejects. */
export async function ask(url: string, init: RequestInit = {}, limitMs = 10_000): Promise<Answer> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, { redirect: "manual", ...init, signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (thrown) {
    return { failure: signal.aborted ? `no answer within ${limitMs / 1_000} s` : explain(thrown) };
  }
}

/** The answer's JSON object; empty for anything else. */
export function objectIn(answer: Answer): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse("text" in answer ? answer.text : "");
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const statusOf = (answer: Answer): string => ("status" in answer ? `answered ${answer.status}` : answer.failure);
