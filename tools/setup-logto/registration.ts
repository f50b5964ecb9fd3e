import { z } from "zod";
import { type ManagementApi, ManagementError } from "../../server/identity/logto/management-api.ts";

// Logto's own fields that are unknown here must survive a PATCH, which replaces the metadata as a whole.
const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  oidcClientMetadata: z.looseObject({
    redirectUris: z.array(z.string()),
    postLogoutRedirectUris: z.array(z.string()),
    backchannelLogoutUri: z.string().nullish(),
    backchannelLogoutSessionRequired: z.boolean().nullish(),
  }),
  customClientMetadata: z.looseObject({ alwaysIssueRefreshToken: z.boolean().nullish() }),
});
export type Application = z.output<typeof applicationSchema>;

const resourceSchema = z.object({ id: z.string(), indicator: z.string() });
const hookSchema = z.object({
  id: z.string(),
  events: z.array(z.string()),
  config: z.looseObject({ url: z.string() }),
  signingKey: z.string(),
  enabled: z.boolean(),
});
const secretSchema = z.object({ value: z.string(), expiresAt: z.number().nullish() });
const cimdSchema = z.object({ enabled: z.boolean() });

/** What a tenant of Logto holds for one agenda; what is absent is not there yet. */
export interface Registration {
  readonly web: Application | undefined;
  readonly gpt: Application | undefined;
  readonly native: Application | undefined;
  readonly resource: z.output<typeof resourceSchema> | undefined;
  readonly hook: z.output<typeof hookSchema> | undefined;
  /** Whether clients may describe themselves by a metadata document; undefined where this Logto has no such switch. */
  readonly metadataDocuments: boolean | undefined;
}

/** How the parts of one agenda are recognised: the applications by the configured ids, else by name. */
interface Recognised {
  readonly appUrl: string;
  readonly ids: {
    readonly web: string | undefined;
    readonly gpt: readonly string[];
    readonly native: string | undefined;
  };
}

/** The applications' names, which tell the agendas of one tenant apart. */
export function namesAt(appUrl: string) {
  const { host } = new URL(appUrl);
  return {
    web: `Agenda Assistant (${host})`,
    gpt: `Agenda Assistant GPT (${host})`,
    native: `Agenda Assistant by MCP (${host})`,
  };
}

export const resourceAt = (appUrl: string) => `${appUrl}/mcp`;
export const webhookAt = (appUrl: string) => `${appUrl}/api/webhooks/logto`;

/** Reads what is registered; changes nothing. */
export async function readRegistration(api: ManagementApi, { appUrl, ids }: Recognised): Promise<Registration> {
  const get = <T>(path: string, schema: z.ZodType<T>) => api.call({ method: "GET", path }, schema);
  const [applications, resources, hooks, metadataDocuments] = await Promise.all([
    get("/applications", z.array(applicationSchema)),
    get("/resources", z.array(resourceSchema)),
    get("/hooks", z.array(hookSchema)),
    readSwitch(api),
  ]);
  const names = namesAt(appUrl);
  const find = (type: string, known: readonly (string | undefined)[], name: string) =>
    known.map((id) => applications.find((each) => each.id === id)).find((each) => each !== undefined) ??
    applications.find((each) => each.name === name && each.type === type);
  return {
    web: find("Traditional", [ids.web], names.web),
    gpt: find("Traditional", ids.gpt, names.gpt),
    native: find("Native", [ids.native], names.native),
    resource: resources.find(({ indicator }) => indicator === resourceAt(appUrl)),
    hook: hooks.find(({ config }) => config.url === webhookAt(appUrl)),
    metadataDocuments,
  };
}

async function readSwitch(api: ManagementApi): Promise<boolean | undefined> {
  try {
    return (await api.call({ method: "GET", path: "/configs/cimd" }, cimdSchema)).enabled;
  } catch (thrown) {
    if (thrown instanceof ManagementError && thrown.status === 404) return undefined;
    throw thrown;
  }
}

/** The secrets of an application that are valid now. */
export async function readSecrets(api: ManagementApi, { id }: Application): Promise<readonly string[]> {
  const secrets = await api.call({ method: "GET", path: `/applications/${id}/secrets` }, z.array(secretSchema));
  return secrets.filter(({ expiresAt }) => !expiresAt || expiresAt > Date.now()).map(({ value }) => value);
}
