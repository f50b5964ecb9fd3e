/**
 * Sends a browser on by GET.
 * @param url a path of ours from a fixed list, or an address of Logto's that we asked for; never any that a request names
 */
export function goTo(url: string, requestId: string): Response {
  const headers = { Location: url, "Cache-Control": "no-store", "X-Request-Id": requestId };
  return new Response(null, { status: 303, headers });
}
