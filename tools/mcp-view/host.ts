/** What a host specifies about the view's appearance (MCP Apps 2026-01-26). */
interface HostContext {
  readonly theme?: string;
  /** BCP 47. */
  readonly locale?: string;
}

interface Message {
  readonly jsonrpc: "2.0";
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message?: string };
}

/** The frame around the view. Messages are the only way to talk to it: there is no network here. */
export class Host {
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  readonly #onResult: (result: ToolResult) => void;
  readonly #onLocale: (locale: string) => void;
  #lastId = 0;

  constructor(onResult: (result: ToolResult) => void, onLocale: (locale: string) => void) {
    this.#onResult = onResult;
    this.#onLocale = onLocale;
    window.addEventListener("message", (event) => {
      if (event.source === window.parent) this.#hear(event.data as Message);
    });
  }

  /** Reports that the view is ready, and adopts the host's theme and language. */
  async begin(): Promise<void> {
    const appInfo = { name: "agenda-view", version: "1.0.0" };
    const asked = { appInfo, appCapabilities: {}, protocolVersion: "2026-01-26" };
    const answer = (await this.ask("ui/initialize", asked)) as { hostContext?: HostContext };
    this.#wear(answer.hostContext);
    this.#send({ jsonrpc: "2.0", method: "ui/notifications/initialized", params: {} });
    new ResizeObserver(() => {
      const { width, height } = document.documentElement.getBoundingClientRect();
      const params = { width: Math.ceil(width), height: Math.ceil(height) };
      this.#send({ jsonrpc: "2.0", method: "ui/notifications/size-changed", params });
    }).observe(document.documentElement);
  }

  ask(method: string, params: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
  }

  async callTool(name: string, args: Record<string, unknown>): Promise<ToolResult> {
    return (await this.ask("tools/call", { name, arguments: args })) as ToolResult;
  }

  #hear(message: Message): void {
    if (message?.jsonrpc !== "2.0") return;
    if (message.method === undefined) {
      this.#settle(message);
      return;
    }
    if (message.method === "ui/notifications/tool-result") this.#onResult(message.params as ToolResult);
    if (message.method === "ui/notifications/host-context-changed") this.#wear(message.params as HostContext);
    // Whatever the host requests (a ping, or teardown), confirm it.
    if (message.id !== undefined) this.#send({ jsonrpc: "2.0", id: message.id, result: {} });
  }

  #settle({ id, result, error }: Message): void {
    const waiting = this.#waiting.get(Number(id));
    this.#waiting.delete(Number(id));
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }

  #wear(context: HostContext = {}): void {
    if (context.theme === "light" || context.theme === "dark") document.documentElement.dataset.theme = context.theme;
    if (context.locale) this.#onLocale(context.locale);
  }

  #send(message: Message): void {
    window.parent.postMessage(message, "*"); // the host's origin is not told; nothing in a message is secret from it
  }
}

export interface ToolResult {
  readonly isError?: boolean;
  readonly structuredContent?: Record<string, unknown>;
  readonly content?: readonly { readonly type: string; readonly text?: string }[];
}
