import { STATUS_CODES } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import { ArgumentsRefused, describeOperation, findOperation, type GptOperation } from "./arguments.ts";
import { waitForCallback } from "./callback.ts";
import { GptClient } from "./client.ts";
import { signInAtEmbedded } from "./embedded-sign-in.ts";
import { readSettings } from "./settings.ts";
import { tokenFile } from "./token-file.ts";

const usage = `npm run gpt                                    lists the operations
npm run gpt -- <operationId> ['<json>']        calls one, with one JSON object of arguments
npm run gpt -- --as <name> --password <password> <operationId> ['<json>']
                                               signs in by itself at the embedded identity server`;

/** @returns the exit code: 0 done, 1 refused or failed, 2 called wrongly */
async function main(): Promise<number> {
  const { values, positionals } = readCommandLine();
  const [name, json, ...rest] = positionals;
  if (rest.length > 0)
    throw new ArgumentsRefused(`Too many arguments: ${rest.join(" ")}. Quote the JSON as one.\n${usage}`);
  if ((values.as === undefined) !== (values.password === undefined))
    throw new ArgumentsRefused(`--as and --password go together.\n${usage}`);

  const dataDir = process.env.DATA_DIR ?? ".data";
  const running = process.env.AGENDA_RUNNING ?? path.join(dataDir, "running.json");
  const { url, endpoint, credentials } = readSettings(process.env, running);
  const client = new GptClient({
    url,
    credentials,
    tokens: tokenFile(path.join(dataDir, "gpt.json"), `${endpoint} ${credentials.clientId} ${values.as ?? ""}`),
    async authorize(authorizationUrl) {
      const { as: username, password } = values;
      if (username !== undefined && password !== undefined)
        return signInAtEmbedded(authorizationUrl, { username, password });
      const state = authorizationUrl.searchParams.get("state") ?? "";
      return waitForCallback(credentials.redirectUri, state, () =>
        console.error(`Open this address to sign in:\n\n  ${authorizationUrl}\n`),
      );
    },
  });

  const operations = await client.operations();
  if (name === undefined) {
    const width = Math.max(...operations.map((operation) => operation.name.length));
    for (const operation of operations) console.log(`${operation.name.padEnd(width)}  ${operation.summary}`);
    return 0;
  }
  const { status, body } = await client.call(name, readJson(json, findOperation(operations, name)));
  console.log(`${status} ${STATUS_CODES[status] ?? ""}`.trim());
  console.log(typeof body === "string" ? body : JSON.stringify(body, null, 2));
  return status >= 200 && status < 300 ? 0 : 1;
}

function readCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { as: { type: "string" }, password: { type: "string" } },
    });
  } catch (thrown) {
    throw new ArgumentsRefused(`${thrown instanceof Error ? thrown.message : thrown}\n${usage}`);
  }
}

function readJson(json: string | undefined, operation: GptOperation): Record<string, unknown> {
  if (json === undefined) return {};
  const refuse = () => new ArgumentsRefused(`This is not a JSON object: ${json}\n${describeOperation(operation)}`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw refuse();
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refuse();
  return value as Record<string, unknown>;
}

/** A failed fetch says only "fetch failed"; the reason is in its cause. */
function explain(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const { message, cause } = thrown;
  if (!(cause instanceof Error)) return message;
  return `${message}: ${cause.message || ("code" in cause ? String(cause.code) : cause.name)}`;
}

try {
  process.exitCode = await main();
} catch (thrown) {
  console.error(explain(thrown));
  process.exitCode = thrown instanceof ArgumentsRefused ? 2 : 1;
}
