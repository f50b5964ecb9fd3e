import { env } from "../../../env.ts";
import { oncePerProcess } from "../../once-per-process.ts";
import { isSecretRefused, issuerOf, readOutage, recognise } from "./logto-questions.ts";

/** The issuer of this Logto's tokens. */
export const issuer = () => issuerOf(env().LOGTO_ENDPOINT);

const keptMs = 2_000;

const key = Symbol.for("agenda.discovery");
const store = globalThis as { [key]?: { outage: Promise<string | null>; endsMs: number } };
/** Ids of assistants' applications that Logto has already recognised; those are not checked again. */
const recognisedClients = oncePerProcess("recognisedClients", () => new Set<string>());

/**
 * Why Logto cannot serve our issuer, in fixed words; null if it can. Callers within two seconds share one check, because anyone
 * can trigger it by opening /sign-in.
 */
export function findOutage(): Promise<string | null> {
  const last = store[key];
  if (last && performance.now() < last.endsMs) return last.outage;
  const outage = readOutage(env().LOGTO_ENDPOINT);
  store[key] = { outage, endsMs: performance.now() + keptMs };
  return outage;
}

/** Whether people can sign in, and every problem with Logto or its settings, without quoting secrets. */
interface LogtoChecks {
  readonly canSignIn: boolean;
  readonly reasons: readonly string[];
}

/**
 * Checks that Logto is reachable and knows this agenda's configuration. Needs no signed-in user. Never rejects; unexpected
 * answers from Logto are ignored.
 */
export async function checkLogto(): Promise<LogtoChecks> {
  const outage = await findOutage();
  if (outage) return { canSignIn: false, reasons: [`${outage} at LOGTO_ENDPOINT.`] };
  const [web, assistants] = await Promise.all([checkWebPage(), checkAssistants()]);
  return { canSignIn: web === null, reasons: [...(web ? [web] : []), ...assistants] };
}

async function checkWebPage(): Promise<string | null> {
  const { LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET, APP_URL } = env();
  const callback = `${APP_URL}/callback`;
  const recognised = await recognise(LOGTO_ENDPOINT, LOGTO_APP_ID, callback);
  if (recognised === "unknown client") return "Logto knows no application with the id in LOGTO_APP_ID.";
  if (await isSecretRefused(LOGTO_ENDPOINT, LOGTO_APP_ID, LOGTO_APP_SECRET))
    return "Logto refuses LOGTO_APP_SECRET: it is not the App secret of LOGTO_APP_ID.";
  if (recognised === "unknown redirect") return `Logto's application LOGTO_APP_ID lacks the redirect URI ${callback}.`;
  return null;
}

async function checkAssistants(): Promise<string[]> {
  const { APP_URL, LOGTO_ENDPOINT, LOGTO_GPT_APP_ID, LOGTO_MCP_APP_ID } = env();
  const asked = [
    ...LOGTO_GPT_APP_ID.map((id) => ["LOGTO_GPT_APP_ID", id] as const),
    ...(LOGTO_MCP_APP_ID ? [["LOGTO_MCP_APP_ID", LOGTO_MCP_APP_ID] as const] : []),
  ];
  const known = recognisedClients();
  const reasons = await Promise.all(
    asked.map(async ([name, id]) => {
      if (known.has(id)) return null;
      const recognised = await recognise(LOGTO_ENDPOINT, id, `${APP_URL}/callback`);
      if (recognised === "unknown client") return `Logto knows no application with an id in ${name}: ${id}.`;
      if (recognised !== "not told") known.add(id);
      return null;
    }),
  );
  return reasons.filter((reason) => reason !== null);
}
