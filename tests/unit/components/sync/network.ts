import "./nobodys-page.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Stubs the network between page and server with an answer for each call, while `work` runs. */
export async function answering(
  answer: (asked: Asked) => { readonly status?: number; readonly body: object },
  work: () => Promise<void>,
): Promise<void> {
  const { fetch } = globalThis;
  globalThis.fetch = async (address, { method = "GET", body } = {}) => {
    const { pathname, searchParams } = new URL(String(address), "https://agenda.example");
    const sent: unknown = typeof body === "string" ? JSON.parse(body) : {};
    const asked = { method, path: pathname, query: searchParams, body: sent as Asked["body"] };
    const { status = 200, body: answered } = answer(asked);
    return Response.json(answered, { status });
  };
  try {
    await work();
  } finally {
    globalThis.fetch = fetch;
  }
}
