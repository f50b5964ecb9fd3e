/**
 * What a session leaves on a device: its agenda, waiting writes, the service worker and with it its push subscription.
 * @see https://www.w3.org/TR/clear-site-data/
 */
const clearDevice = { "Clear-Site-Data": '"storage"' };

/**
 * Redirects a browser with 303.
 * @param options `clearsDevice` also has the browser erase what the site has stored
 * @param url one of our own fixed paths, or an address obtained from Logto; never one taken from a request
 */
export function goTo(url: string, requestId: string, options: { clearsDevice?: boolean } = {}): Response {
  const headers = {
    Location: url,
    "Cache-Control": "no-store",
    "X-Request-Id": requestId,
    ...(options.clearsDevice && clearDevice),
  };
  return new Response(null, { status: 303, headers });
}
