import type { LogtoNextConfig } from "@logto/next";
import { env } from "../../env.ts";
import { sessionWrapper } from "./session.ts";

/** How @logto/next signs people in. No `offline_access`: the page needs no token once it knows who came. */
export function logtoConfig(): LogtoNextConfig {
  const { APP_URL, LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  return {
    endpoint: LOGTO_ENDPOINT,
    appId: LOGTO_APP_ID,
    appSecret: LOGTO_APP_SECRET,
    baseUrl: APP_URL,
    cookieSecure: APP_URL.startsWith("https:"),
    scopes: ["openid", "profile"],
    includeReservedScopes: false,
    sessionWrapper,
  };
}

/** The name that @logto/next gives the cookie. */
export const sessionCookieName = () => `logto_${env().LOGTO_APP_ID}`;

/** The issuer of this Logto's tokens. */
export const issuer = () => `${env().LOGTO_ENDPOINT}/oidc`;
