import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { JWK, Provider as ProviderType } from "oidc-provider";
import { isLoopback } from "../../env.ts";
import { PostgresAdapter } from "./adapter.ts";
import { isRedirectUriAllowed } from "./clients.ts";
import { loadGrant, makePolicy } from "./consent.ts";
import { errors, Provider } from "./engine.ts";
import { speakLikeLogto } from "./errors.ts";
import { keepSecret, type Queryable } from "./identity-database.ts";
import { likeLogto } from "./like-logto.ts";
import { readingOf } from "./page-words.ts";
import { messagePage, signingOutPage } from "./pages.ts";
import { findAccount } from "./people.ts";
import { describeResource } from "./resources.ts";

const tokenExchange = "urn:ietf:params:oauth:grant-type:token-exchange";

/**
 * An OpenID provider that behaves like the recorded Logto 1.42 (docs/decisions/0020).
 * @param endpoint its address without `/oidc`
 * @param appUrl where pages that end here link back to
 */
export async function makeProvider(
  database: Queryable,
  { endpoint, appUrl }: { endpoint: string; appUrl: string },
): Promise<ProviderType> {
  const cookieKey = await keepSecret(database, "cookie key", () => randomBytes(32).toString("base64url"));
  const signingKey = await keepSecret(database, "signing key", makeSigningKey);
  // Cookies ignore ports: without a unique prefix, another clone's server on this machine would overwrite ours.
  const prefix = await keepSecret(database, "cookie prefix", () => `identity_${randomBytes(4).toString("hex")}`);

  const provider = new Provider(`${endpoint}/oidc`, {
    ...likeLogto,
    features: {
      ...likeLogto.features,
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [],
        // As in Logto: a token for a resource must be requested explicitly each time.
        useGrantedResource: () => false,
        getResourceServerInfo: (_ctx, indicator) => describeResource(database, indicator),
      },
      clientIdMetadataDocument: { enabled: true, ack: "draft-02" },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signingOutPage(form, readingOf(ctx.get("accept-language")));
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = messagePage(
            "Signed out",
            "You are signed out of this machine's agenda.",
            appUrl,
            readingOf(ctx.get("accept-language")),
          );
        },
      },
    },
    adapter: (kind: string) => new PostgresAdapter(database, kind),
    jwks: { keys: [signingKey] },
    cookies: {
      keys: [cookieKey],
      names: { session: `${prefix}_session`, interaction: `${prefix}_interaction`, resume: `${prefix}_resume` },
      long: { signed: true, httpOnly: true, sameSite: "lax", path: "/", overwrite: true },
      // No path: each interaction's cookie belongs to its own page, so two tabs can sign in side by side.
      short: { signed: true, httpOnly: true, sameSite: "lax", overwrite: true },
    },
    findAccount: (_ctx, id) => findAccount(database, id),
    loadExistingGrant: loadGrant,
    interactions: {
      policy: makePolicy(),
      url: (_ctx, { prompt, uid }) => `${prompt.name === "login" ? "/sign-in" : "/consent"}/${uid}`,
    },
    renderError: (ctx, out) => {
      ctx.body = out;
    },
    // oidc-provider's own dispatcher refuses private addresses, but here the applications run on this machine. Only a literal
    // loopback address bypasses it: a name that resolves to this machine does not.
    fetch: (url, init) => {
      if (!isLoopback(new URL(String(url)).hostname)) return fetch(url, init as RequestInit);
      const { dispatcher: _guarded, ...options } = init as RequestInit & { dispatcher?: unknown };
      return fetch(url, options);
    },
  });

  provider.Client.prototype.redirectUriAllowed = function (uri: string) {
    return isRedirectUriAllowed(uri, this.redirectUris ?? [], this.clientAuthMethod === "none");
  };
  // Logto announces this grant; no application of ours may use it, so the handler is never reached.
  provider.registerGrantType(tokenExchange, async () => {
    throw new errors.UnsupportedGrantType();
  });
  provider.use(speakLikeLogto);
  provider.on("server_error", (_ctx, error) => console.error(`Identity server: ${error.stack}`));
  provider.on("backchannel.error", (_ctx, error, client) =>
    console.error(`Identity server: ${client.clientName} did not take the sign-out: ${error.message}`),
  );
  return provider;
}

function makeSigningKey(): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const kid = randomBytes(16).toString("base64url");
  return { ...(privateKey.export({ format: "jwk" }) as JWK), use: "sig", alg: "ES384", kid };
}
