import { randomBytes } from "node:crypto";
import { makeVapidKey } from "../../dev/secrets.ts";
import { type ManagementAccess, ManagementApi } from "../../server/identity/logto/management-api.ts";
import { compareEnvFile, writeEnvFile } from "./env-file.ts";
import { applyStep, makePlan, type Step, type Wishes } from "./plan.ts";
import { type Application, type Registration, readRegistration, readSecrets } from "./registration.ts";

export interface SetupOptions extends Wishes {
  readonly access: ManagementAccess;
  /** Where people open the agenda; an origin. */
  readonly appUrl: string;
  /** What is configured so far, by name. */
  readonly configured: Readonly<Record<string, string | undefined>>;
  readonly envFile: string;
  readonly showsSecrets: boolean;
}

/** Whom the set-up talks to. */
export interface Operator {
  say(line: string): void;
  /** @param kind what is agreed to: changing Logto, or replacing what the `.env` file says */
  agree(kind: "change" | "replace", question: string): Promise<boolean>;
}

/**
 * Registers the agenda at a Logto and writes the configuration.
 * @returns whether everything is as it should be now
 * @throws ManagementError if Logto cannot be used
 */
export async function setUp(options: SetupOptions, operator: Operator): Promise<boolean> {
  const { access, appUrl, configured } = options;
  const api = await ManagementApi.connect(access);
  const ids = {
    web: configured.LOGTO_APP_ID,
    gpt: (configured.LOGTO_GPT_APP_ID ?? "").split(",").map((id) => id.trim()),
    native: configured.LOGTO_MCP_APP_ID,
  };
  const found = await readRegistration(api, { appUrl, ids });
  const plan = makePlan(found, appUrl, options);
  operator.say(`Logto at ${access.endpoint}, for the agenda at ${appUrl}`);
  if (plan.length === 0) operator.say("Logto has everything already. Nothing is changed there.");
  else if (!(await applyPlan(api, plan, operator))) return false;
  const registered = plan.length === 0 ? found : await readRegistration(api, { appUrl, ids });
  return writeConfiguration(api, registered, options, operator);
}

async function applyPlan(api: ManagementApi, plan: readonly Step[], operator: Operator): Promise<boolean> {
  for (const { what, details, otherwise } of plan) {
    operator.say(`\n  ${what}`);
    for (const detail of details) operator.say(`      ${detail}`);
    if (otherwise) operator.say(`    or, where this Logto does not allow that: ${otherwise.what}`);
  }
  if (!(await operator.agree("change", "\nDo this at Logto?"))) {
    operator.say("Nothing was changed.");
    return false;
  }
  for (const step of plan) {
    const done = await applyStep(api, step);
    if (done !== step) operator.say(`  not allowed here: ${step.what}`);
    operator.say(`  done: ${done.what}`);
  }
  return true;
}

/** @returns whether the file says everything now */
async function writeConfiguration(
  api: ManagementApi,
  { web, gpt, native, hook }: Registration,
  { access, appUrl, configured, envFile, showsSecrets }: SetupOptions,
  operator: Operator,
): Promise<boolean> {
  if (!web || !gpt || !hook) throw new Error("Logto does not show what was just created. Run this once more.");
  const gptIds = configured.LOGTO_GPT_APP_ID ?? "";
  const values: Record<string, string> = {
    APP_URL: appUrl,
    LOGTO_ENDPOINT: access.endpoint,
    LOGTO_APP_ID: web.id,
    LOGTO_APP_SECRET: await secretOf(api, web, configured.LOGTO_APP_SECRET),
    LOGTO_COOKIE_SECRET: configured.LOGTO_COOKIE_SECRET || randomBytes(32).toString("hex"),
    LOGTO_GPT_APP_ID: gptIds.split(",").some((id) => id.trim() === gpt.id) ? gptIds : gpt.id,
    ...(native && { LOGTO_MCP_APP_ID: native.id }),
    LOGTO_WEBHOOK_SIGNING_KEY: hook.signingKey,
    // Not Logto's, but every instance needs the same one, and nothing else makes it if npm start does not run.
    VAPID_PRIVATE_KEY: configured.VAPID_PRIVATE_KEY || makeVapidKey(),
  };
  const { added, replaced } = compareEnvFile(envFile, values);
  const mayReplace =
    replaced.length > 0 &&
    (await operator.agree("replace", `\n${envFile} says something else for ${replaced.join(", ")}. Replace it?`));
  const written = [...added, ...(mayReplace ? replaced : [])];
  if (written.length > 0) {
    writeEnvFile(envFile, Object.fromEntries(written.map((name) => [name, values[name] ?? ""])));
    operator.say(`\nWrote ${written.join(", ")} to ${envFile}, which only you can read.`);
  }
  const kept = mayReplace ? [] : replaced;
  if (kept.length > 0) operator.say(`\nLeft as it is in ${envFile}, against what Logto says: ${kept.join(", ")}.`);
  else if (written.length === 0) operator.say(`${envFile} has everything already. Nothing is changed there.`);
  operator.say(
    showsSecrets
      ? `\nFor the GPT editor: client ID ${gpt.id}, client secret ${await secretOf(api, gpt, undefined)}`
      : `\nFor the GPT editor: client ID ${gpt.id}; with --show-secrets its client secret is printed too.`,
  );
  return kept.length === 0;
}

/** The configured secret if still valid, else the application's first. */
async function secretOf(api: ManagementApi, application: Application, configured: string | undefined): Promise<string> {
  const secrets = await readSecrets(api, application);
  const secret = secrets.find((each) => each === configured) ?? secrets[0];
  if (secret === undefined)
    throw new Error(
      `The application “${application.name}” has no secret that is good today: create one in the console.`,
    );
  return secret;
}
