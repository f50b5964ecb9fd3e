/**
 * Sends a browser on by GET.
 * @param url our own path, or an address of Logto's that we asked for; never one from a request
 */
export function goTo(url: string, requestId: string): Response {
  const headers = { Location: url, "Cache-Control": "no-store", "X-Request-Id": requestId };
  return new Response(null, { status: 303, headers });
}
