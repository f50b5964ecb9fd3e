import { parse } from "yaml";
import { issuerOf } from "../../server/identity/logto/logto-questions.ts";
import type { OpenApi } from "../gpt/read-openapi.ts";
import { findViolations } from "../gpt/schema-rules.ts";
import { resourceAt } from "../setup-logto/registration.ts";
import { type Deployment, type Finding, failed, ok } from "./finding.ts";
import { type Answer, ask, objectIn, statusOf } from "./http.ts";

/** What assistants read to connect. */
export async function examineDoors({ settings }: Deployment): Promise<Finding[]> {
  const { APP_URL } = settings;
  const [openapi, ...metadata] = await Promise.all([
    ask(`${APP_URL}/openapi.yaml`),
    ...metadataPaths.map(async (path) => judgeMetadata(path, await ask(`${APP_URL}${path}`), settings)),
  ]);
  return [judgeOpenApi(openapi, settings), ...metadata];
}

const metadataPaths = ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"];

type Addresses = Pick<Deployment["settings"], "APP_URL" | "LOGTO_ENDPOINT">;

function judgeOpenApi(answer: Answer, { APP_URL, LOGTO_ENDPOINT }: Addresses): Finding {
  const check = "/openapi.yaml";
  const todo = "Restart the app with the APP_URL and LOGTO_ENDPOINT that are set here, and pass the path on unchanged.";
  if (!("status" in answer) || answer.status !== 200) return failed(check, statusOf(answer), todo);
  try {
    const document = parse(answer.text) as OpenApi;
    const [server] = document.servers ?? [];
    if (server?.url !== APP_URL) return failed(check, `it names ${server?.url} as the address, not ${APP_URL}`, todo);
    if (!answer.text.includes(`${issuerOf(LOGTO_ENDPOINT)}/auth`))
      return failed(check, `it does not lead to ${LOGTO_ENDPOINT} for signing in`, todo);
    const [violation, ...others] = findViolations(document, answer.text);
    if (violation)
      return failed(check, `ChatGPT's importer would refuse it: ${violation}${others.length > 0 ? " …" : ""}`, todo);
    return ok(check, `${Object.keys(document.paths ?? {}).length} addresses that ChatGPT's importer takes`);
  } catch {
    return failed(check, "what arrives is no OpenAPI document", todo);
  }
}

function judgeMetadata(path: string, answer: Answer, { APP_URL, LOGTO_ENDPOINT }: Addresses): Finding {
  const { resource, authorization_servers: servers } = objectIn(answer);
  const isRight =
    resource === resourceAt(APP_URL) && Array.isArray(servers) && servers.includes(issuerOf(LOGTO_ENDPOINT));
  return isRight
    ? ok("MCP metadata", path)
    : failed(
        "MCP metadata",
        `${path} ${"status" in answer && answer.status === 200 ? "names other addresses" : statusOf(answer)}`,
        "Have the proxy pass /.well-known/ on to the app, and restart the app with the variables that are set here.",
      );
}
