import { lookup } from "node:dns/promises";
import { isSecretRefused, issuerOf, readOutage, recognise } from "../../server/identity/logto/logto-questions.ts";
import { isPublicAddress } from "../../server/push/public-address.ts";
import { resourceAt } from "../setup-logto/registration.ts";
import { type Deployment, type Finding, failed, ok, skipped, warning } from "./finding.ts";
import { ask, objectIn, statusOf } from "./http.ts";

const setUp = "Run npm run setup:logto.";

/** What can be seen of Logto from outside, without signing anybody in. */
export async function examineLogto({ settings }: Deployment): Promise<Finding[]> {
  const { LOGTO_ENDPOINT, LOGTO_GPT_APP_ID, LOGTO_MCP_APP_ID, EMBEDDED_IDENTITY } = settings;
  const startedMs = performance.now();
  const outage = await readOutage(LOGTO_ENDPOINT);
  if (outage)
    return [failed("Logto", `${outage} at ${LOGTO_ENDPOINT}`, "Start Logto, or set LOGTO_ENDPOINT to its address.")];
  const reached = ok("Logto", `answered in ${Math.round(performance.now() - startedMs)} ms`);
  const assistants = [
    ...LOGTO_GPT_APP_ID.map((id) => examineAssistant(settings, "LOGTO_GPT_APP_ID", id)),
    ...examineGptSecret(settings),
    ...(LOGTO_MCP_APP_ID ? [examineAssistant(settings, "LOGTO_MCP_APP_ID", LOGTO_MCP_APP_ID)] : []),
  ];
  const found = await Promise.all([
    examineWebPage(settings),
    ...assistants,
    examineResource(settings),
    examineMetadataDocuments(settings),
    examineRefusal(LOGTO_ENDPOINT),
    // The embedded server runs on this machine, has no webhook, and loses no account.
    ...(EMBEDDED_IDENTITY ? [] : [examineLogoutReach(settings), judgeWebhookKey(settings)]),
  ]);
  return [reached, ...found.flat()];
}

type Settings = Deployment["settings"];

async function examineWebPage({
  LOGTO_ENDPOINT,
  LOGTO_APP_ID,
  LOGTO_APP_SECRET,
  APP_URL,
}: Settings): Promise<Finding[]> {
  const check = "web page's application";
  const callback = `${APP_URL}/callback`;
  const recognised = await recognise(LOGTO_ENDPOINT, LOGTO_APP_ID, callback);
  if (recognised === "unknown client")
    return [failed(check, "Logto knows no application with the id in LOGTO_APP_ID", setUp)];
  const isRefused = await isSecretRefused(LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET);
  return [
    recognised === "unknown redirect"
      ? failed(check, `it lacks the redirect URI ${callback}`, setUp)
      : told(check, recognised),
    isRefused
      ? failed(
          "its secret",
          "Logto refuses LOGTO_APP_SECRET",
          "Copy the App secret of LOGTO_APP_ID from Logto's console.",
        )
      : ok("its secret", "taken by Logto"),
  ];
}

const told = (check: string, recognised: string) =>
  recognised === "not told" ? skipped(check, "Logto does not tell") : ok(check, "known to Logto");

async function examineAssistant(
  { LOGTO_ENDPOINT, APP_URL }: Settings,
  name: "LOGTO_GPT_APP_ID" | "LOGTO_MCP_APP_ID",
  id: string,
): Promise<Finding> {
  const check = name === "LOGTO_GPT_APP_ID" ? "GPT's application" : "MCP clients' application";
  const recognised = await recognise(LOGTO_ENDPOINT, id, `${APP_URL}/callback`);
  return recognised === "unknown client"
    ? failed(check, `Logto knows no application with an id in ${name}: ${id}`, setUp)
    : told(check, recognised);
}

/** Only `npm run gpt` uses it, and the GPT editor has a copy: of several applications, any one may have it. */
function examineGptSecret({ LOGTO_ENDPOINT, LOGTO_GPT_APP_ID, source }: Settings): Promise<Finding>[] {
  const secret = source.LOGTO_GPT_APP_SECRET;
  if (!secret) return [];
  const refusals = Promise.all(LOGTO_GPT_APP_ID.map((id) => isSecretRefused(LOGTO_ENDPOINT, id, secret)));
  const check = "GPT's secret";
  return [
    refusals.then((areRefused) =>
      areRefused.every(Boolean)
        ? failed(
            check,
            "Logto refuses LOGTO_GPT_APP_SECRET",
            "Copy the App secret of LOGTO_GPT_APP_ID from Logto's console.",
          )
        : ok(check, "taken by Logto"),
    ),
  ];
}

async function examineResource({ LOGTO_ENDPOINT, LOGTO_APP_ID, APP_URL }: Settings): Promise<Finding> {
  const resource = resourceAt(APP_URL);
  const recognised = await recognise(LOGTO_ENDPOINT, LOGTO_APP_ID, `${APP_URL}/callback`, resource);
  if (recognised === "unknown resource")
    return failed("API resource", `Logto knows no API resource ${resource}: no MCP client can enter`, setUp);
  return recognised === "known" ? ok("API resource", resource) : skipped("API resource", "Logto does not tell");
}

async function examineMetadataDocuments({ LOGTO_ENDPOINT, LOGTO_MCP_APP_ID }: Settings): Promise<Finding> {
  const answer = await ask(`${issuerOf(LOGTO_ENDPOINT)}/.well-known/openid-configuration`);
  if (objectIn(answer).client_id_metadata_document_supported === true)
    return ok("MCP clients", "may describe themselves by a metadata document");
  return LOGTO_MCP_APP_ID
    ? ok("MCP clients", "by the application of LOGTO_MCP_APP_ID; metadata documents are off")
    : warning("MCP clients", "metadata documents are off, and LOGTO_MCP_APP_ID is not set: none can enter", setUp);
}

/** The form of a refusal decides whether a client signs in again or discards its tokens. */
async function examineRefusal(endpoint: string): Promise<Finding> {
  const answer = await ask(`${issuerOf(endpoint)}/me`, { headers: { authorization: "Bearer not-a-token" } });
  const challenge = "headers" in answer ? (answer.headers.get("www-authenticate") ?? "") : "";
  const isRight =
    "status" in answer &&
    answer.status === 401 &&
    objectIn(answer).error === "invalid_token" &&
    /^bearer\b/i.test(challenge);
  return isRight
    ? ok("refusal of a token", "in the right form")
    : failed(
        "refusal of a token",
        `/oidc/me ${statusOf(answer)} to a token that is none, in a form that is not Logto's`,
        "Look at the proxy in front of Logto: it must pass answers and the WWW-Authenticate header on as they are.",
      );
}

/** Logto calls only public addresses for a back-channel logout. */
async function examineLogoutReach({ APP_URL }: Settings): Promise<Finding> {
  const { hostname } = new URL(APP_URL);
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  if (addresses.length === 0)
    return failed("back-channel logout", `${hostname} has no address in DNS`, "Add an A or AAAA record for it.");
  return addresses.some(({ address }) => !isPublicAddress(address))
    ? warning(
        "back-channel logout",
        `${hostname} is a private address, which Logto does not call: who signs out elsewhere stays signed in here`,
        "Set OIDC_PROVIDER_SSRF_PROTECTION_DISABLED=1 at Logto, which switches metadata documents off, or use a public address.",
      )
    : ok("back-channel logout", "the address is a public one");
}

function judgeWebhookKey({ LOGTO_WEBHOOK_SIGNING_KEY }: Settings): Finding {
  return LOGTO_WEBHOOK_SIGNING_KEY
    ? ok("webhook", "its signing key is set")
    : warning(
        "webhook",
        "LOGTO_WEBHOOK_SIGNING_KEY is not set: a deleted account's agenda stays, a suspended person is let in for up to an hour",
        setUp,
      );
}
