import { once } from "node:events";
import { connect, type PeerCertificate } from "node:tls";
import { findObstacle } from "../../components/connect/obstacle.ts";
import { type Deployment, type Finding, failed, ok, skipped, warning } from "./finding.ts";
import { type Answer, ask, objectIn, statusOf } from "./http.ts";

/** Whether the app answers at the address that people open. Nothing behind it can be examined otherwise. */
export async function examineReachability({ settings: { APP_URL } }: Deployment): Promise<Finding> {
  const answer = await ask(`${APP_URL}/api/healthz`);
  if (objectIn(answer).status === "alive") return ok("APP_URL", `the app answers at ${APP_URL}`);
  return failed(
    "APP_URL",
    `the app does not answer at ${APP_URL}: ${"status" in answer ? `/api/healthz ${statusOf(answer)}` : answer.failure}`,
    "Start the app, point DNS and the proxy at it, and run this where that address can be reached.",
  );
}

export async function examineAddress({ settings }: Deployment): Promise<Finding[]> {
  const { APP_URL } = settings;
  const [ready, page] = await Promise.all([ask(`${APP_URL}/api/readyz`), ask(APP_URL)]);
  return [...judgeReadiness(ready), ...judgeTransport(APP_URL, page), ...(await examineRedirect(APP_URL))];
}

/** TLS first: when it is wrong, nothing else can be asked. */
export async function examineTls({ settings: { APP_URL }, nowMs }: Deployment): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(APP_URL);
  if (protocol !== "https:") return [skipped("TLS", "none: this address is for this machine only")];
  return [await examineCertificate({ host: hostname, port: Number(port || 443) }, nowMs)];
}

const daysLeftLeast = 14;
const dayMs = 86_400_000;

export async function examineCertificate(
  { host, port, ca }: { host: string; port: number; ca?: string },
  nowMs: number,
): Promise<Finding> {
  const todo = "Renew it, and have the proxy send the whole chain. Caddy does both by itself.";
  const socket = connect({ host, port, servername: host, rejectUnauthorized: false, ...(ca && { ca }) });
  try {
    await once(socket, "secureConnect", { signal: AbortSignal.timeout(10_000) });
    const certificate = socket.getPeerCertificate();
    const days = Math.floor((Date.parse(certificate.valid_to) - nowMs) / dayMs);
    if (days < 0) return failed("TLS", `the certificate has expired, on ${certificate.valid_to}`, todo);
    if (!socket.authorized)
      return failed("TLS", `the certificate is not trusted: ${reasonOf(socket.authorizationError)}`, todo);
    if (days < daysLeftLeast) return warning("TLS", `the certificate expires in ${days} days`, todo);
    return ok("TLS", `${socket.getProtocol()}, the certificate of ${issuerOf(certificate)} is good for ${days} days`);
  } catch (thrown) {
    return failed(
      "TLS",
      `no connection to ${host}:${port}: ${(thrown as Error).message}`,
      "Point DNS and the proxy at it.",
    );
  } finally {
    socket.destroy();
  }
}

const reasonOf = (error: Error | string | undefined) => (error instanceof Error ? error.message : (error ?? "unknown"));
const issuerOf = ({ issuer }: PeerCertificate) => issuer?.O ?? issuer?.CN ?? "an unnamed issuer";

function judgeReadiness(answer: Answer): Finding[] {
  const { status, checks, reasons } = objectIn(answer);
  if (status === "ready" && !reasons) return [ok("readiness", "database, migrations and Logto are there")];
  const words = Array.isArray(reasons) ? reasons.map(String) : [];
  const down = Object.entries(typeof checks === "object" && checks !== null ? checks : {})
    .filter(([name, word]) => word !== "ready" && (name !== "logto" || words.length === 0))
    .map(([name]) => `${name}: unavailable`);
  const said = [...down, ...words];
  return (said.length > 0 ? said : [`/api/readyz ${statusOf(answer)}`]).map((says) =>
    failed("readiness", `the running app says: ${says}`, "Mend that, then restart the app if its variables changed."),
  );
}

/** HSTS: without it a browser's first request may go out in the clear. */
export function judgeTransport(appUrl: string, page: Answer): Finding[] {
  if (appUrl.startsWith("http:")) return [];
  const hsts = "headers" in page ? page.headers.get("strict-transport-security") : null;
  return [
    /max-age=[1-9]\d{6,}/.test(hsts ?? "")
      ? ok("HSTS", "sent")
      : warning(
          "HSTS",
          "the header does not arrive",
          "Let the proxy pass Strict-Transport-Security on, which the app sends.",
        ),
  ];
}

export function judgeRootDomain({
  APP_URL,
  LOGTO_ENDPOINT,
}: Pick<Deployment["settings"], "APP_URL" | "LOGTO_ENDPOINT">): Finding {
  const check = "root domain";
  const obstacle = findObstacle(APP_URL, LOGTO_ENDPOINT);
  if (!obstacle) return ok(check, "shared by the agenda and Logto");
  if (obstacle.kind === "unreachable")
    return skipped(check, `${obstacle.host} is for this network only: no assistant on the internet can reach it`);
  if (obstacle.kind === "not_https")
    return warning(
      check,
      `${obstacle.url} is not https on port 443, which ChatGPT demands`,
      "Put a proxy with TLS on port 443.",
    );
  return warning(
    check,
    `${obstacle.appHost} and ${obstacle.endpointHost} share none: ChatGPT refuses such a GPT (MCP does not mind)`,
    `Give Logto a custom domain such as ${obstacle.example}.`,
  );
}

async function examineRedirect(appUrl: string): Promise<Finding[]> {
  const { protocol, hostname, port } = new URL(appUrl);
  if (protocol !== "https:" || port !== "") return [];
  return [judgeRedirect(appUrl, await ask(`http://${hostname}/`, {}, 5_000))];
}

export function judgeRedirect(appUrl: string, answer: Answer): Finding {
  if ("failure" in answer) return ok("plain http", "closed");
  return answer.headers.get("location")?.startsWith(appUrl)
    ? ok("plain http", "leads to https")
    : warning(
        "plain http",
        `${statusOf(answer)} and does not lead to https`,
        "Redirect port 80 to https, as Caddy does.",
      );
}
