export interface Visit {
  readonly method?: string;
  readonly body?: URLSearchParams | string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser without a screen: keeps the cookies of one host and does not follow redirects. */
export class Visitor {
  readonly #cookies = new Map<string, string>();

  /** The cookies that the next request will carry. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** Sets a cookie as a page's script would. */
  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  async visit(url: URL, init: Visit = {}): Promise<Response> {
    const { cookie } = this;
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(45_000),
      headers: { accept: "text/html", ...init.headers, ...(cookie && { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1);
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals);
      const value = pair.slice(equals + 1);
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return response;
  }
}
