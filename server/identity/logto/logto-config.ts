import type { LogtoNextConfig } from "@logto/next";
import { env } from "../../../env.ts";
import { sessionWrapper } from "../web/web-session.ts";

/**
 * Sign-in configuration for @logto/next. The page needs no token once the user is known; the refresh token (`offline_access`)
 * is for asking Logto later whether the user may still enter (docs/decisions/0205).
 */
export function logtoConfig(): LogtoNextConfig {
  const { APP_URL, LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET } = env();
  return {
    endpoint: LOGTO_ENDPOINT,
    appId: LOGTO_APP_ID,
    appSecret: LOGTO_APP_SECRET,
    baseUrl: APP_URL,
    cookieSecure: APP_URL.startsWith("https:"),
    scopes: ["openid", "profile", "offline_access"],
    includeReservedScopes: false,
    sessionWrapper,
  };
}

/** The cookie name that @logto/next uses. */
export const sessionCookieName = () => `logto_${env().LOGTO_APP_ID}`;
