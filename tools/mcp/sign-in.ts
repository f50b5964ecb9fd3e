import { randomUUID } from "node:crypto";
import type { OAuthClientProvider, OAuthDiscoveryState } from "@modelcontextprotocol/client";
import { OAuthRefused } from "../gpt/oauth.ts";
import type { Kept } from "../gpt/token-file.ts";

type Tokens = Parameters<OAuthClientProvider["saveTokens"]>[0];

interface SignInOptions {
  /** The id of a public client at the identity server, or the URL of a client ID metadata document. */
  readonly clientId: string;
  /** Where the user is sent back to: an address on this machine. */
  readonly redirectUri: string;
  /** Lets the user sign in at this address; returns the callback address that they were sent to. */
  readonly authorize: (authorizationUrl: URL) => Promise<URL>;
  /** In memory if absent. */
  readonly tokens?: Kept<Tokens>;
}

/**
 * Sign-in for the official MCP clients, which do the rest: discover the identity server from the resource metadata, request
 * with PKCE and `resource`, and refresh.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export class McpSignIn implements OAuthClientProvider {
  readonly #options: SignInOptions;
  #kept: Tokens | undefined;
  #verifier = "";
  #state = "";
  #callback: URL | undefined;
  #discovered: OAuthDiscoveryState | undefined;
  /** Where the user was sent last. */
  authorizationUrl: URL | undefined;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  get redirectUrl(): string {
    return this.#options.redirectUri;
  }
  get clientMetadata() {
    return {
      client_name: "Agenda Assistant in the terminal",
      redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    };
  }
  clientInformation() {
    return { client_id: this.#options.clientId };
  }
  state(): string {
    this.#state = randomUUID();
    return this.#state;
  }
  tokens(): Tokens | undefined {
    return this.#options.tokens ? this.#options.tokens.read() : this.#kept;
  }
  saveTokens(tokens: Tokens): void {
    this.#kept = tokens;
    this.#options.tokens?.write(tokens);
  }
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  codeVerifier(): string {
    return this.#verifier;
  }
  /** Stored with the verifier: the code must go back to the server that the user was sent to. */
  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.#discovered = state;
  }
  discoveryState(): OAuthDiscoveryState | undefined {
    return this.#discovered;
  }
  invalidateCredentials(scope: string): void {
    if (scope !== "all" && scope !== "tokens") return;
    this.#kept = undefined;
    this.#options.tokens?.write(undefined);
  }
  async redirectToAuthorization(url: URL): Promise<void> {
    this.authorizationUrl = url;
    this.#callback = await this.#options.authorize(url);
  }

  /**
   * The parameters of the callback.
   * @throws OAuthRefused if it does not belong to our request, or is a refusal
   */
  takeCallback(): URLSearchParams {
    const search = this.#callback?.searchParams ?? new URLSearchParams();
    this.#callback = undefined;
    if (search.get("state") !== this.#state)
      throw new OAuthRefused("state_mismatch", "the callback does not belong to this sign-in");
    const error = search.get("error");
    if (error) throw new OAuthRefused(error, search.get("error_description") ?? "no reason given");
    return search;
  }
}
