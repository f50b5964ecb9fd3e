/** Sends a browser on by GET. @param url our own path, or an address of Logto's that we asked for; never one from a request */
export function goTo(url: string): Response {
  return new Response(null, { status: 303, headers: { Location: url, "Cache-Control": "no-store" } });
}
