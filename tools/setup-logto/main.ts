// `npm run setup:logto`: registers the agenda at a Logto, by its Management API, and writes the configuration.
import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { withEnvFile } from "../../dev/launch-settings.ts";
import { readSecrets } from "../../dev/secrets.ts";
import { describeProblem, EnvError, entries } from "../../env.ts";
import { type ManagementAccess, ManagementError, managementApiOf } from "../../server/identity/logto/management-api.ts";
import { readDeployment } from "../doctor/deployment.ts";
import { describeFindings, examine } from "../doctor/doctor.ts";
import { nothingRuns } from "../doctor/local.ts";
import { type Operator, setUp } from "./set-up.ts";
import { ask, askYesOrNo, isAnswered } from "./terminal.ts";

const usage = `npm run setup:logto -- [options]

Needs a machine-to-machine application in Logto with the role "Logto Management API access". Its id and secret come from
LOGTO_M2M_APP_ID and LOGTO_M2M_APP_SECRET, or are asked for; they are not stored.

--endpoint <url>        your Logto, such as https://auth.example.com; LOGTO_ENDPOINT when absent
--app-url <url>         where people open the agenda, such as https://agenda.example.com; APP_URL when absent
--gpt-callback <url>    a callback that the GPT editor shows; may be given several times
--mcp-callback <url>    a callback of another MCP client; may be given several times
--resource <url>        the Management API's identifier, for a Logto Cloud tenant with its own domain
--output <file>         where the configuration is written; .env when absent
--yes                   changes Logto without asking
--replace               replaces what the file says otherwise without asking
--show-secrets          prints the secret that the GPT editor needs`;

const root = path.resolve(import.meta.dirname, "../..");

class UsageError extends Error {}

function readOptions() {
  const text = { type: "string" } as const;
  const list = { type: "string", multiple: true, default: [] as string[] } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      options: {
        ...{ endpoint: text, "app-url": text, resource: text, output: text },
        ...{ "gpt-callback": list, "mcp-callback": list },
        ...{ yes: flag, replace: flag, "show-secrets": flag, help: flag },
      },
    }).values;
  } catch (thrown) {
    throw new UsageError(`${thrown instanceof Error ? thrown.message : thrown}\n${usage}`);
  }
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const output = options.output === undefined ? undefined : path.resolve(options.output);
  // The file to be written comes first: a second run must find there what the first one generated.
  const source = withEnvFile(root, withEnvFile(root, process.env, output));
  // What npm start generated stays.
  const { vapidPrivateKey } = readSecrets(path.resolve(root, source.DATA_DIR || ".data"));
  const configured: typeof source = { ...source, VAPID_PRIVATE_KEY: source.VAPID_PRIVATE_KEY || vapidPrivateKey };
  const endpoint = await readOrigin("LOGTO_ENDPOINT", options.endpoint ?? configured.LOGTO_ENDPOINT);
  const appUrl = await readOrigin("APP_URL", options["app-url"] ?? configured.APP_URL);
  for (const uri of [...options["gpt-callback"], ...options["mcp-callback"]])
    if (!URL.canParse(uri)) throw new UsageError(`${uri} is no address.`);
  const operator: Operator = {
    say: (line) => console.log(line),
    async agree(kind, question) {
      if (kind === "change" ? options.yes : options.replace) return true;
      if (isAnswered()) return askYesOrNo(question);
      console.log(`${question}\nNobody is here to ask: pass --${kind === "change" ? "yes" : "replace"} to agree.`);
      return false;
    },
  };
  const access = {
    endpoint,
    appId: configured.LOGTO_M2M_APP_ID || (await askFor("LOGTO_M2M_APP_ID", "The machine-to-machine App ID")),
    appSecret:
      configured.LOGTO_M2M_APP_SECRET ||
      (await askFor("LOGTO_M2M_APP_SECRET", "Its secret (not shown)", { hidden: true })),
    resource: options.resource ?? (configured.LOGTO_MANAGEMENT_RESOURCE || managementApiOf(endpoint)),
  };
  const isDone = await setUp(
    {
      access,
      appUrl,
      configured,
      envFile: output ?? path.join(root, ".env"),
      gptCallbacks: options["gpt-callback"],
      mcpCallbacks: options["mcp-callback"],
      showsSecrets: options["show-secrets"],
    },
    operator,
  );
  if (isDone) await seeDoctor(access, output);
  return isDone ? 0 : 1;
}

/**
 * What is still to do elsewhere: proxy, database, backups. It does not decide whether the registration succeeded.
 * @param output the file written, if it is not the usual one: this process may have got its variables from that file before it was
 */
async function seeDoctor(management: ManagementAccess, output: string | undefined): Promise<void> {
  console.log("\nWhat npm run doctor says:\n");
  try {
    const written = output === undefined ? {} : parseEnv(readFileSync(output, "utf8"));
    const given = { ...process.env, ...written };
    const deployment = readDeployment(root, given, { envFile: output, isSlow: false });
    const found = deployment ? await examine({ ...deployment, management }) : [nothingRuns];
    console.log(describeFindings(found));
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    console.log(thrown.message);
  }
}

async function readOrigin(name: "APP_URL" | "LOGTO_ENDPOINT", given: string | undefined): Promise<string> {
  const value = given || (await askFor(name, `${entries[name].expected} (${entries[name].example})`));
  const result = entries[name].schema.safeParse(value);
  if (!result.success) throw new UsageError(describeProblem(name, "is malformed"));
  return result.data;
}

async function askFor(name: string, question: string, options?: { hidden: boolean }): Promise<string> {
  if (!isAnswered()) throw new UsageError(`${name} is missing.\n${usage}`);
  return ask(`${question}: `, options);
}

try {
  process.exitCode = await main();
} catch (thrown) {
  const isExpected = thrown instanceof UsageError || thrown instanceof ManagementError;
  console.error(isExpected ? thrown.message : thrown);
  process.exitCode = thrown instanceof UsageError ? 2 : 1;
}
