import { randomUUID } from "node:crypto";
import { findOperation, type GptOperation, listOperations, spreadArguments } from "./arguments.ts";
import {
  authorizationUrlOf,
  exchangeCode,
  type GptCredentials,
  OAuthRefused,
  readCallback,
  refreshTokens,
  type Tokens,
} from "./oauth.ts";
import { type OAuthFlow, oauthFlowOf, readOpenApi } from "./read-openapi.ts";
import { findViolations } from "./schema-rules.ts";

const maxCharacters = 100_000;
const timeoutMs = 45_000;

/** Where a client keeps its tokens between calls, or between runs. */
export interface TokenStore {
  read(): Tokens | undefined;
  write(tokens: Tokens | undefined): void;
}

interface GptOptions {
  /** The app's address; everything else is in its `/openapi.yaml`. */
  readonly url: string;
  readonly credentials: GptCredentials;
  /** Lets the user sign in at this address; returns the callback address that they were sent to. */
  readonly authorize: (authorizationUrl: URL) => Promise<URL>;
  /** In memory if absent. */
  readonly tokens?: TokenStore;
  /** The conversation that all its calls belong to; a new one if absent. */
  readonly conversation?: string;
}

interface GptAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed if it is JSON, otherwise the text. */
  readonly body: unknown;
}

/** ChatGPT would not have done this: imported that schema, sent or accepted that much, waited that long. */
export class GptRefusal extends Error {
  override name = "GptRefusal";
}

interface Imported {
  /** The server's address, if the schema has one. */
  readonly server: string | undefined;
  readonly flow: OAuthFlow;
  readonly operations: readonly GptOperation[];
}

let last: { readonly source: string; readonly imported: Imported } | undefined;

/** Reads a schema as ChatGPT imports it. Caches the last one: a test process has many clients of one app. @throws GptRefusal */
function importSchema(source: string): Imported {
  if (last?.source === source) return last.imported;
  const document = readOpenApi(source);
  const violations = findViolations(document, source);
  if (violations.length > 0) throw new GptRefusal(`ChatGPT would not import this schema:\n${violations.join("\n")}`);
  const server = document.servers?.[0]?.url;
  last = { source, imported: { server, flow: oauthFlowOf(document), operations: listOperations(document) } };
  return last.imported;
}

/** Does what ChatGPT does with an action, and refuses what ChatGPT refuses (docs/decisions/0022). */
export class GptClient {
  readonly #options: GptOptions;
  readonly #tokens: TokenStore;
  readonly #headers: Readonly<Record<"openai-conversation-id" | "openai-ephemeral-user-id" | "openai-gpt-id", string>>;
  #imported: Promise<Imported> | undefined;
  #renewing: Promise<Tokens> | undefined;

  constructor(options: GptOptions) {
    this.#options = options;
    this.#tokens = options.tokens ?? inMemory();
    this.#headers = {
      "openai-conversation-id": options.conversation ?? randomUUID(),
      "openai-ephemeral-user-id": randomUUID(), // changes daily in ChatGPT and identifies nobody
      "openai-gpt-id": "g-local",
    };
  }

  /** The conversation id sent to the app. */
  get conversationId(): string {
    return this.#headers["openai-conversation-id"];
  }

  /** The operations of the served schema. @throws GptRefusal if ChatGPT would not import it */
  async operations(): Promise<readonly GptOperation[]> {
    return (await this.#import()).operations;
  }

  /** An access token that has not expired; signs in if needed. */
  async accessToken(): Promise<string> {
    const kept = this.#tokens.read();
    const usable = kept && kept.expiresAtMs > Date.now() + 5_000;
    return (usable ? kept : await this.#renew(kept)).accessToken;
  }

  /**
   * Calls an operation with one flat object of arguments.
   * @throws ArgumentsRefused, GptRefusal, OAuthRefused; an error response is returned, not thrown
   */
  async call(name: string, args: Readonly<Record<string, unknown>> = {}): Promise<GptAnswer> {
    const { server, operations } = await this.#import();
    const operation = findOperation(operations, name);
    const { method, target, body } = spreadArguments(operation, args);
    if (target.length + (body?.length ?? 0) >= maxCharacters)
      throw new GptRefusal(`The request has ${maxCharacters} characters or more; ChatGPT does not send it.`);

    const send = (token: string) =>
      fetch((server ?? this.#options.url).replace(/\/$/, "") + target, {
        method,
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          ...this.#headers,
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body }),
      });
    try {
      let response = await send(await this.accessToken());
      if (response.status === 401) {
        await response.body?.cancel();
        response = await send((await this.#renew(this.#tokens.read())).accessToken);
      }
      return await readAnswer(response);
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === "TimeoutError")
        throw new GptRefusal(`No answer within ${timeoutMs / 1000} seconds; ChatGPT waits no longer.`);
      throw thrown;
    }
  }

  #import(): Promise<Imported> {
    this.#imported ??= this.#readSchema().catch((thrown: unknown) => {
      this.#imported = undefined;
      throw thrown;
    });
    return this.#imported;
  }

  async #readSchema(): Promise<Imported> {
    const response = await fetch(`${this.#options.url}/openapi.yaml`, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw new GptRefusal(`${this.#options.url}/openapi.yaml answered ${response.status}.`);
    return importSchema(await response.text());
  }

  /** Gets new tokens, once for all concurrent calls: by refreshing if possible, otherwise by signing in. */
  #renew(old: Tokens | undefined): Promise<Tokens> {
    this.#renewing ??= this.#obtain(old)
      .then((tokens) => {
        this.#tokens.write(tokens);
        return tokens;
      })
      .finally(() => {
        this.#renewing = undefined;
      });
    return this.#renewing;
  }

  async #obtain(old: Tokens | undefined): Promise<Tokens> {
    const { credentials, authorize } = this.#options;
    const { flow } = await this.#import();
    if (old?.refreshToken)
      try {
        return await refreshTokens(flow, credentials, old.refreshToken);
      } catch (thrown) {
        if (!(thrown instanceof OAuthRefused && thrown.error === "invalid_grant")) throw thrown;
        this.#tokens.write(undefined);
      }
    const state = randomUUID();
    const callback = await authorize(authorizationUrlOf(flow, credentials, state));
    return exchangeCode(flow, credentials, readCallback(callback, state));
  }
}

async function readAnswer(response: Response): Promise<GptAnswer> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= maxCharacters)
      throw new GptRefusal(`The answer has ${maxCharacters} characters or more; ChatGPT does not take it.`);
  }
  text += decoder.decode();
  const isJson = /[/+]json\b/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

function inMemory(): TokenStore {
  let kept: Tokens | undefined;
  return {
    read: () => kept,
    write(tokens) {
      kept = tokens;
    },
  };
}
