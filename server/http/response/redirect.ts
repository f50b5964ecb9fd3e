/**
 * Redirects a browser with 303.
 * @param url one of our own fixed paths, or an address obtained from Logto; never one taken from a request
 */
export function goTo(url: string, requestId: string): Response {
  const headers = { Location: url, "Cache-Control": "no-store", "X-Request-Id": requestId };
  return new Response(null, { status: 303, headers });
}
