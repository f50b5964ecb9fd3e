import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { Attempts } from "./attempts.ts";
import { isSelfDeclared } from "./consent.ts";
import type { Queryable } from "./identity-database.ts";
import { type Reading, readingOf, type Say } from "./page-words.ts";
import { consentPage, signInPage } from "./pages.ts";
import { findByPassword, findUsernameFault, isUsernameTaken, RegistrationRefused, registerPerson } from "./people.ts";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;
type Client = NonNullable<Awaited<ReturnType<Provider["Client"]["find"]>>>;

/** A request that does not belong to a sign-in in progress, or comes from another site. */
export class NotUnderWay extends Error {
  override name = "NotUnderWay";
}

/** The steps between an authorization request and its answer: signing in, and implicit consent. */
export function makeInteractions(provider: Provider, database: Queryable) {
  const attempts = new Attempts();

  /** The interaction of this browser's cookie, which must match the one in the URL. */
  async function interactionOf(request: IncomingMessage, response: ServerResponse, uid: string): Promise<Interaction> {
    const interaction = await provider.interactionDetails(request, response);
    if (interaction.uid !== uid) throw new NotUnderWay();
    return interaction;
  }

  /** Chromium applies form-action to redirects after a form too, so the application's address is added. */
  function allowReturn(response: ServerResponse, { params }: Interaction) {
    const { protocol, origin } = new URL(String(params.redirect_uri));
    response.appendHeader("Content-Security-Policy", `form-action 'self' ${origin === "null" ? protocol : origin}`);
  }

  async function ask(response: ServerResponse, interaction: Interaction, client: Client, reading: Reading) {
    allowReturn(response, interaction);
    const { hostname } = new URL(String(interaction.params.redirect_uri));
    const name = (client.clientName ?? client.clientId).slice(0, 100);
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(
      consentPage({ application: name, clientId: client.clientId.slice(0, 300), returnsTo: hostname }, reading),
    );
  }

  async function show(
    response: ServerResponse,
    interaction: Interaction,
    answer: Omit<Answer, "personId">,
    reading: Reading,
  ) {
    const client = await provider.Client.find(String(interaction.params.client_id));
    allowReturn(response, interaction);
    response.writeHead(answer.status, { "Content-Type": "text/html; charset=utf-8", ...answer.headers });
    response.end(signInPage({ application: client?.clientName ?? reading.say("the application"), ...answer }, reading));
  }

  async function check(form: URLSearchParams, address: string, say: Say): Promise<Answer> {
    const username = (form.get("username") ?? "").trim();
    const password = form.get("password") ?? "";
    if (form.get("action") === "register") {
      try {
        return { status: 303, username, personId: await registerPerson(database, { username, password }) };
      } catch (thrown) {
        if (thrown instanceof RegistrationRefused)
          return { status: 422, username, password, problem: say(thrown.message) };
        throw thrown;
      }
    }
    const key = `${address} ${username.toLowerCase()}`;
    const waitSeconds = attempts.begin(key);
    if (waitSeconds > 0)
      return {
        status: 429,
        username,
        problem: say("Too many tries. Wait a few minutes and try again."),
        headers: { "Retry-After": String(waitSeconds) },
      };
    const personId = await findByPassword(database, username, password);
    if (!personId) return { status: 422, username, ...(await explain(username, password, say)) };
    attempts.succeed(key);
    return { status: 303, username, personId };
  }

  /** Registering reveals whether a name is taken anyway, so tell a new user right away what to do (docs/decisions/0208). */
  async function explain(
    username: string,
    password: string,
    say: Say,
  ): Promise<Pick<Answer, "problem" | "password" | "offers">> {
    if (await isUsernameTaken(database, username)) return { problem: say("Username or password is wrong.") };
    const fault = findUsernameFault(username);
    if (fault) return { problem: say("There is no such account here. {fault}", { fault: say(fault) }) };
    return { problem: say("There is no account {name} here yet.", { name: username }), password, offers: "account" };
  }

  return {
    async signIn(request: IncomingMessage, response: ServerResponse, uid: string): Promise<void> {
      const interaction = await interactionOf(request, response, uid);
      if (interaction.prompt.name !== "login") throw new NotUnderWay();
      const reading = readingOf(request.headers["accept-language"]);
      if (request.method !== "POST") return show(response, interaction, { status: 200 }, reading);
      if (isFromElsewhere(request)) throw new NotUnderWay();
      const answer = await check(await readForm(request), request.socket.remoteAddress ?? "", reading.say);
      if (!answer.personId) return show(response, interaction, answer, reading);
      const login = { accountId: answer.personId, remember: true };
      await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
    },

    /**
     * Registered applications are first-party and need no consent, as at Logto. A client known only by its metadata document
     * can be anyone: without asking, any web page could obtain access while someone is signed in here.
     */
    async consent(request: IncomingMessage, response: ServerResponse, uid: string): Promise<void> {
      const interaction = await interactionOf(request, response, uid);
      const { grantId, session, params, prompt } = interaction;
      if (prompt.name !== "consent" || !session) throw new NotUnderWay();
      const client = await provider.Client.find(String(params.client_id));
      if (client && isSelfDeclared(client.clientId)) {
        if (request.method !== "POST")
          return ask(response, interaction, client, readingOf(request.headers["accept-language"]));
        if (isFromElsewhere(request)) throw new NotUnderWay();
        if ((await readForm(request)).get("action") !== "allow") {
          const refusal = { error: "access_denied", error_description: "The person did not allow it." };
          return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
        }
      }
      const existing = grantId ? await provider.Grant.find(grantId) : undefined;
      const grant =
        existing ?? new provider.Grant({ accountId: session.accountId, clientId: String(params.client_id) });
      const missing = prompt.details.missingOIDCScope;
      if (Array.isArray(missing)) grant.addOIDCScope(missing.join(" "));
      const consent = { grantId: await grant.save() };
      await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
    },
  };
}

interface Answer {
  readonly status: number;
  readonly username?: string;
  /** Kept in the form if the next step needs the same one. */
  readonly password?: string;
  readonly problem?: string;
  /** What the page offers to do with the two. */
  readonly offers?: "account";
  readonly headers?: Readonly<Record<string, string>>;
  readonly personId?: string;
}

/** Other ports of this machine are "same-site" and share cookies, so the origin itself is compared. */
function isFromElsewhere({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site !== "same-origin";
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > 4_096) throw new NotUnderWay();
  }
  return new URLSearchParams(text);
}
