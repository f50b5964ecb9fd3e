import { OAuthRefused } from "./oauth.ts";
import { Visitor } from "./visitor.ts";

interface SignIn {
  readonly username: string;
  readonly password: string;
  /** Creates the account instead of using an existing one. */
  readonly register?: boolean;
  /** A browser that may already be signed in; a new one if absent. */
  readonly visitor?: Visitor;
}

/**
 * Signs a user in with the embedded server's own form, without a browser.
 * @param authorizationUrl where a program would send the user
 * @returns the callback address, with code or error
 * @throws OAuthRefused if the form or the server refuses
 */
export async function signInAtEmbedded(authorizationUrl: URL, signIn: SignIn): Promise<URL> {
  const { username, password, register = false, visitor = new Visitor() } = signIn;
  let url = authorizationUrl;
  let asked = false;
  let allowed = false;
  for (let step = 0; step < 12; step++) {
    // The password goes only to the server that asked for it.
    if (url.origin !== authorizationUrl.origin) return url;
    let response = await visitor.visit(url);
    if (response.status === 200 && url.pathname.startsWith("/sign-in/") && !asked) {
      asked = true;
      await response.body?.cancel();
      const action = register ? "register" : "sign-in";
      response = await visitor.visit(url, {
        method: "POST",
        body: new URLSearchParams({ username, password, action }),
      });
    } else if (response.status === 200 && url.pathname.startsWith("/consent/") && !allowed) {
      allowed = true;
      await response.body?.cancel();
      response = await visitor.visit(url, { method: "POST", body: new URLSearchParams({ action: "allow" }) });
    }
    const location = response.headers.get("location");
    if (!location) throw new OAuthRefused(String(response.status), reasonIn(await response.text()));
    await response.body?.cancel();
    url = new URL(location, url);
  }
  throw new OAuthRefused("too_many_redirects", "signing in led round in circles");
}

/** The reason given by a refusing page or JSON answer. */
function reasonIn(text: string): string {
  const alert = /role="alert"[^>]*>([^<]*)</.exec(text)?.[1];
  const described = /"error_description":"([^"]*)"/.exec(text)?.[1];
  return alert ?? described ?? "it showed no sign-in form that this client knows";
}
