import { trustedTypesScript } from "./components/shell/trusted-types.ts";

interface PolicyFactory {
  readonly defaultPolicy: object | null;
  createPolicy(name: "default", rules: Readonly<Record<string, (text: string) => string | null>>): object;
}

/*
 * Where a page fails on the server or names nothing, Next sends a document without the layout, and so without the script that makes the
 * policy. Then it is made here, before Next loads what draws the error: without it the page stays empty.
 */
const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
if (trustedTypes && !trustedTypes.defaultPolicy) {
  const only = (isTrusted: (text: string) => boolean) => (text: string) => (isTrusted(text) ? text : null);
  const isOwn = (text: string) => text === trustedTypesScript;
  trustedTypes.createPolicy("default", {
    createHTML: only((html) => html === "<script></script>" || isOwn(html)),
    createScript: only(isOwn),
    createScriptURL: only(
      (url) =>
        url === "/service-worker.js" || new URL(url, location.href).href.startsWith(`${location.origin}/_next/static/`),
    ),
  });
}
