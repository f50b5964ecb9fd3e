import { running } from "../harness/running.ts";
import { gptOf, makePerson } from "../people.ts";

interface Answer {
  readonly status: number;
  readonly retryAfter: number;
  readonly body: { items?: { id: string }[]; code?: string; rev?: number };
  readonly tookMs: number;
}

/** A new user who calls the API with a token as fast as possible. @param headers additional headers of each call */
export async function makeCaller(app = running.url, headers: Readonly<Record<string, string>> = {}) {
  const token = await gptOf(await makePerson()).accessToken();
  const call = async (method: "GET" | "POST", path: string, sent?: unknown): Promise<Answer> => {
    const startedMs = performance.now();
    const response = await fetch(app + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
    const body = (await response.json()) as Answer["body"];
    const retryAfter = Number(response.headers.get("retry-after"));
    return { status: response.status, retryAfter, body, tookMs: performance.now() - startedMs };
  };
  return {
    token,
    call,
    create: (text: string) => call("POST", "/api/items", { items: [{ text, date: "2026-11-27" }] }),
    read: () => call("GET", "/api/items?from=2026-11-01&to=2026-12-31"),
  };
}
