/**
 * Says which strings may become scripts, before anything else runs: addresses of this app's own built scripts, which Next loads as
 * they are needed, and the empty element that React makes scripts from. Everything else that would reach a dangerous sink of the
 * DOM throws. A script of its own in the document, because it must be there before the first of Next's.
 * @see https://www.w3.org/TR/trusted-types/#default-policy-hdr
 * @see docs/decisions/0204-trusted-types.md
 */
export const trustedTypesScript = `(() => {
const own = document.currentScript.textContent;
const only = (isTrusted) => (text) => isTrusted(text) ? text : null;
window.trustedTypes?.createPolicy("default", {
createHTML: only((html) => html === "\\x3Cscript>\\x3C/script>" || html === own),
createScript: only((script) => script === own),
createScriptURL: only((url) => new URL(url, location.href).href.startsWith(location.origin + "/_next/static/")),
});
})();`;
