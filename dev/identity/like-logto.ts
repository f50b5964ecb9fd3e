import type { Configuration } from "oidc-provider";
import { errors } from "./engine.ts";

const hours = 3_600;
const days = 24 * hours;
const words = (text: string) => text.split(/\s+/);

/** Logto's configuration of the same engine, as far as its discovery document and answers reveal it. */
export const likeLogto: Configuration = {
  clientAuthMethods: ["client_secret_basic", "client_secret_jwt", "client_secret_post", "private_key_jwt", "none"],
  responseTypes: ["code id_token", "code", "id_token", "none"],
  enabledJWA: { idTokenSigningAlgValues: ["ES384"] },
  // A client known only by its metadata document does not know which algorithm is used here.
  clientDefaults: { id_token_signed_response_alg: "ES384" },
  conformIdTokenClaims: false,
  scopes: words(`openid offline_access profile email phone address custom_data identities roles
    urn:logto:scope:organizations urn:logto:scope:organization_roles urn:logto:scope:sessions urn:logto:scope:trusted_devices`),
  claims: {
    openid: ["sub"],
    profile: words(`name family_name given_name middle_name nickname preferred_username profile picture website gender
      birthdate zoneinfo locale updated_at username created_at`),
    email: ["email", "email_verified"],
    phone: ["phone_number", "phone_number_verified"],
    address: ["address"],
    custom_data: ["custom_data"],
    identities: ["identities", "sso_identities"],
    roles: ["roles"],
    "urn:logto:scope:organizations": ["organizations", "organization_data"],
    "urn:logto:scope:organization_roles": ["organization_roles"],
  },
  extraClientMetadata: { properties: ["alwaysIssueRefreshToken"] },
  features: {
    backchannelLogout: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    // Any application of the tenant may introspect any token: that is how the app finds out which client a GPT's token belongs
    // to.
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => client.clientAuthMethod !== "none" || token.clientId === client.clientId,
    },
    pushedAuthorizationRequests: { enabled: true },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => {
        if (token.clientId === client.clientId) return true;
        throw new errors.InvalidRequest("client is not authorized to revoke the presented token");
      },
    },
  },
  // A JWT without permissions has an empty scope, where oidc-provider would omit it.
  formats: {
    customizers: {
      jwt: (_ctx, _token, { payload }) => {
        payload.scope ??= "";
      },
    },
  },
  pkce: { required: (_ctx, client) => client.clientAuthMethod === "none" },
  // Without prompt=consent the scope offline_access is dropped. With this Logto option there is still a refresh token, but one
  // that ends with the browser's session (oidc-provider's expiresWithSession).
  issueRefreshToken: async (_ctx, client, code) =>
    client.grantTypeAllowed("refresh_token") &&
    (code.scopes.has("offline_access") || client.metadata().alwaysIssueRefreshToken === true),
  rotateRefreshToken: (ctx) => {
    const { RefreshToken: token, Client: client } = ctx.oidc.entities;
    if (!token || !client) return false;
    return client.clientAuthMethod === "none" || token.ttlPercentagePassed() >= 70;
  },
  ttl: {
    AccessToken: hours,
    AuthorizationCode: 60,
    ClientCredentials: hours,
    DeviceCode: 600,
    Grant: 180 * days,
    IdToken: hours,
    Interaction: hours,
    RefreshToken: 14 * days,
    Session: 14 * days,
  },
};
