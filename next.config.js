// The same for every answer, and known when building. What depends on the request or on APP_URL is set by proxy.ts for pages
// and by server/http for /api.
const headers = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // Not no-referrer: under that, browsers post forms with `Origin: null`, and a sign-out could not be told from a foreign one.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
};

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  serverExternalPackages: ["pg"],
  // No picture is made smaller here, and the route that would do it fetches what it is told to and writes it to the log.
  images: { unoptimized: true },
  // `npm test` checks types, once; a first start should not do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: "/((?!api/|api$|mcp$|\\.well-known/).*)",
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    },
  ],
};
