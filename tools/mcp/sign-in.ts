import { randomUUID } from "node:crypto";
import type { OAuthClientProvider, OAuthDiscoveryState } from "@modelcontextprotocol/client";
import { OAuthRefused } from "../gpt/oauth.ts";
import type { Kept } from "../gpt/token-file.ts";

type Tokens = Parameters<OAuthClientProvider["saveTokens"]>[0];

export interface SignInOptions {
  /** The id of a public client at the identity server, or the address of a client ID metadata document. */
  readonly clientId: string;
  /** Where the person comes back to: an address of this machine. */
  readonly redirectUri: string;
  /** Lets the person sign in at this address; answers the callback address that they came back to. */
  readonly authorize: (authorizationUrl: URL) => Promise<URL>;
  /** In memory when absent. */
  readonly tokens?: Kept<Tokens>;
}

/**
 * Signs a person in for the official MCP clients, which do the rest of it: find the identity server by the metadata of the address,
 * ask with PKCE and `resource`, and refresh.
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization
 */
export class McpSignIn implements OAuthClientProvider {
  readonly #options: SignInOptions;
  #kept: Tokens | undefined;
  #verifier = "";
  #state = "";
  #callback: URL | undefined;
  #discovered: OAuthDiscoveryState | undefined;
  /** Where the person was sent last. */
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
  /** Kept with the verifier: the code goes back to the server that the person was sent to. */
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
   * What the person came back with.
   * @throws OAuthRefused when it is not the answer to what was asked, or a refusal
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
