import { parse } from "tldts";

/** What prevents ChatGPT from using this deployment, whatever is entered in the GPT editor. */
export type Obstacle =
  /** The address is only reachable from this machine or network. */
  | { readonly kind: "unreachable"; readonly host: string }
  /** ChatGPT calls only https on port 443. */
  | { readonly kind: "not_https"; readonly url: string }
  /** Agenda and sign-in do not share a root domain. `example` is a host for the sign-in that would. */
  | { readonly kind: "apart"; readonly appHost: string; readonly endpointHost: string; readonly example: string };

/**
 * Finds the first obstacle between ChatGPT and this deployment, most basic first.
 * @param appUrl the API's origin
 * @param endpoint the origin where people sign in
 */
export function findObstacle(appUrl: string, endpoint: string): Obstacle | undefined {
  const hosts = [appUrl, endpoint].map((url) => ({ url: new URL(url), ...parse(url) }));
  for (const { url, domain, isIcann } of hosts)
    if (!domain || !isIcann) return { kind: "unreachable", host: url.hostname };
  for (const { url } of hosts)
    if (url.protocol !== "https:" || url.port !== "") return { kind: "not_https", url: url.origin };
  const [app, login] = hosts;
  if (app && login && app.domain !== login.domain)
    return {
      kind: "apart",
      appHost: app.url.hostname,
      endpointHost: login.url.hostname,
      example: `auth.${app.domain}`,
    };
  return undefined;
}
