import { type NextRequest, NextResponse } from "next/server";
import { env, isDevelopment } from "./env.ts";
import { strictTransport } from "./server/http/response/strict-transport.ts";

/**
 * Gives every page its content security policy with a fresh nonce. Next reads the policy from the request's headers and adds
 * the nonce to its scripts. Constant headers are in next.config.js; /api sets its own.
 */
export function proxy(request: NextRequest): NextResponse {
  const { APP_URL, LOGTO_ENDPOINT } = env();
  const isHttps = APP_URL.startsWith("https:");
  const policy = pagePolicy(crypto.randomUUID().replaceAll("-", ""), LOGTO_ENDPOINT, isHttps);

  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  if (isHttps) for (const [name, value] of Object.entries(strictTransport)) response.headers.set(name, value);
  return response;
}

function pagePolicy(nonce: string, identityOrigin: string, isHttps: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    // Elements need the nonce; style attributes carry the heights of items and cannot have one.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "worker-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // Signing out is a form that redirects to Logto, and browsers apply form-action to redirects too.
    `form-action 'self' ${identityOrigin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    // Next's dev server evaluates what it loads.
    ...(isDevelopment ? [] : ["require-trusted-types-for 'script'", "trusted-types default"]),
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

export const config = {
  matcher:
    "/((?!api/|api$|mcp$|\\.well-known/|_next/static/|icons/|screenshots/|(?:icon\\.svg|apple-icon\\.png|service-worker\\.js|push-worker\\.js|sync-worker\\.js|built-files\\.js)$).*)",
};
