/**
 * The default Trusted Types policy: allows only URLs of this app's own built scripts, which Next loads on demand, its one worker, and the
 * empty element that React creates scripts from. Everything else that reaches a dangerous DOM sink throws. Inlined in the document, because
 * it must run before Next's first script.
 * @see https://www.w3.org/TR/trusted-types/#default-policy-hdr
 * @see docs/decisions/0204-trusted-types.md
 */
export const trustedTypesScript = `(() => {
const own = document.currentScript.textContent;
const only = (isTrusted) => (text) => isTrusted(text) ? text : null;
window.trustedTypes?.createPolicy("default", {
createHTML: only((html) => html === "\\x3Cscript>\\x3C/script>" || html === own),
createScript: only((script) => script === own),
createScriptURL: only((url) => url === "/service-worker.js" || new URL(url, location.href).href.startsWith(location.origin + "/_next/static/")),
});
})();`;
