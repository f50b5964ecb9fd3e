import { z } from "zod";
import { type Call, type ManagementApi, ManagementError } from "../../server/identity/logto/management-api.ts";
import { type Application, namesAt, type Registration, resourceAt, webhookAt } from "./registration.ts";

/** One thing to do at Logto. */
export interface Step {
  /** In a few words, such as "create the GPT's application". */
  readonly what: string;
  /** What exactly, one line each. */
  readonly details: readonly string[];
  readonly call: Call;
  /** What is done if Logto answers 422: its own settings do not allow the first. */
  readonly otherwise?: Step;
}

/** What an operator may add. */
export interface Wishes {
  /** The callback addresses that the GPT editor shows. */
  readonly gptCallbacks: readonly string[];
  /** Callback addresses of MCP clients besides the known ones. */
  readonly mcpCallbacks: readonly string[];
}

/** The GPT's own callbacks are known only after it was saved once; a code without the application's secret is worth nothing. */
const anyGpt = ["https://chatgpt.com/aip/*/oauth/callback", "https://chat.openai.com/aip/*/oauth/callback"];
const knownMcpClients = [
  "https://claude.ai/api/mcp/auth_callback",
  "http://localhost:3003/callback",
  "http://127.0.0.1:3003/callback",
];
const events = ["User.Deleted", "User.SuspensionStatus.Updated"];

interface Wanted {
  readonly who: string;
  readonly name: string;
  readonly type: "Traditional" | "Native";
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Redirect URIs that are no longer wanted. */
  readonly superseded?: readonly string[];
  readonly oidc?: Readonly<Record<string, string | boolean>>;
  readonly custom?: Readonly<Record<string, boolean>>;
}

/** What is missing for the agenda at `appUrl`; empty if everything is there. Nothing that others added is removed. */
export function makePlan(found: Registration, appUrl: string, wishes: Wishes): readonly Step[] {
  const names = namesAt(appUrl);
  const web: Wanted = {
    who: "the web page's application",
    name: names.web,
    type: "Traditional",
    redirectUris: [`${appUrl}/callback`],
    postLogoutRedirectUris: [`${appUrl}/`],
    oidc: { backchannelLogoutUri: `${appUrl}/backchannel-logout`, backchannelLogoutSessionRequired: true },
  };
  const hasCallback = found.gpt?.oidcClientMetadata.redirectUris.some((uri) => uri.includes("/oauth/callback"));
  const gpt: Wanted = {
    who: "the GPT's application",
    name: names.gpt,
    type: "Traditional",
    redirectUris: wishes.gptCallbacks.length > 0 || hasCallback ? wishes.gptCallbacks : anyGpt,
    superseded: wishes.gptCallbacks.length > 0 ? anyGpt : [],
    postLogoutRedirectUris: [],
    custom: { alwaysIssueRefreshToken: true },
  };
  return [
    ...applicationSteps(found.web, web),
    ...applicationSteps(found.gpt, gpt),
    ...(found.resource ? [] : [createResource(appUrl)]),
    ...mcpClientSteps(found, names.native, wishes),
    ...webhookSteps(found, appUrl),
  ];
}

function applicationSteps(found: Application | undefined, wanted: Wanted): Step[] {
  const { who, name, type, redirectUris, postLogoutRedirectUris, oidc = {}, custom = {} } = wanted;
  if (!found)
    return [
      {
        what: `create ${who}, “${name}”`,
        details: [
          ...redirectUris.map((uri) => `redirect URI ${uri}`),
          ...postLogoutRedirectUris.map((uri) => `post sign-out redirect URI ${uri}`),
          ...settingsIn({ ...oidc, ...custom }),
        ],
        call: {
          method: "POST",
          path: "/applications",
          body: {
            name,
            type,
            oidcClientMetadata: { redirectUris, postLogoutRedirectUris, ...oidc },
            customClientMetadata: custom,
          },
        },
      },
    ];
  const { oidcClientMetadata: has, customClientMetadata: hasCustom } = found;
  const missing = (there: readonly string[], all: readonly string[]) => all.filter((uri) => !there.includes(uri));
  const redirects = missing(has.redirectUris, redirectUris);
  const superseded = has.redirectUris.filter((uri) => wanted.superseded?.includes(uri));
  const signOuts = missing(has.postLogoutRedirectUris, postLogoutRedirectUris);
  const differs = (now: object, all: object) =>
    Object.fromEntries(Object.entries(all).filter(([key, value]) => Reflect.get(now, key) !== value));
  const ofOidc = differs(has, oidc);
  const ofCustom = differs(hasCustom, custom);
  const details = [
    ...redirects.map((uri) => `add the redirect URI ${uri}`),
    ...superseded.map((uri) => `remove the redirect URI ${uri}`),
    ...signOuts.map((uri) => `add the post sign-out redirect URI ${uri}`),
    ...settingsIn({ ...ofOidc, ...ofCustom }).map((setting) => `set ${setting}`),
  ];
  if (details.length === 0) return [];
  const body = {
    oidcClientMetadata: {
      ...has,
      redirectUris: [...has.redirectUris.filter((uri) => !superseded.includes(uri)), ...redirects],
      postLogoutRedirectUris: [...has.postLogoutRedirectUris, ...signOuts],
      ...ofOidc,
    },
    ...(Object.keys(ofCustom).length > 0 && { customClientMetadata: { ...hasCustom, ...ofCustom } }),
  };
  return [
    {
      what: `change ${who}, “${found.name}”`,
      details,
      call: { method: "PATCH", path: `/applications/${found.id}`, body },
    },
  ];
}

const words: Readonly<Record<string, string>> = {
  backchannelLogoutUri: "back-channel logout URI",
  backchannelLogoutSessionRequired: "back-channel logout with session",
  alwaysIssueRefreshToken: "always issue refresh token",
};
const settingsIn = (settings: Readonly<Record<string, string | boolean>>) =>
  Object.entries(settings).map(([key, value]) => `${words[key] ?? key}: ${value === true ? "on" : value}`);

const createResource = (appUrl: string): Step => ({
  what: "create the API resource of the MCP address",
  details: [`identifier ${resourceAt(appUrl)}`],
  call: { method: "POST", path: "/resources", body: { name: namesAt(appUrl).web, indicator: resourceAt(appUrl) } },
});

/**
 * MCP clients enter by a metadata document of their own, or by an application that was made for them. One is enough, so a switch
 * that is off stays off where the application exists.
 */
function mcpClientSteps(found: Registration, name: string, { mcpCallbacks }: Wishes): Step[] {
  const native: Wanted = {
    who: "an application for MCP clients",
    name,
    type: "Native",
    redirectUris: [...knownMcpClients, ...mcpCallbacks],
    postLogoutRedirectUris: [],
  };
  if (found.native || found.metadataDocuments === undefined || mcpCallbacks.length > 0)
    return applicationSteps(found.native, native);
  if (found.metadataDocuments) return [];
  const [otherwise] = applicationSteps(undefined, native);
  return [
    {
      what: "let MCP clients in that describe themselves by a metadata document (for the whole tenant)",
      details: ["client ID metadata documents: on"],
      call: { method: "PATCH", path: "/configs/cimd", body: { enabled: true } },
      ...(otherwise && { otherwise }),
    },
  ];
}

function webhookSteps({ hook }: Registration, appUrl: string): Step[] {
  const url = webhookAt(appUrl);
  if (!hook)
    return [
      {
        what: "create the webhook for accounts that are deleted or suspended",
        details: [`endpoint ${url}`, `events ${events.join(", ")}`],
        call: {
          method: "POST",
          path: "/hooks",
          body: { name: namesAt(appUrl).web, events, config: { url }, enabled: true },
        },
      },
    ];
  const missing = events.filter((event) => !hook.events.includes(event));
  const details = [...missing.map((event) => `add the event ${event}`), ...(hook.enabled ? [] : ["switch it on"])];
  if (details.length === 0) return [];
  const body = { events: [...hook.events, ...missing], enabled: true };
  return [{ what: "change the webhook", details, call: { method: "PATCH", path: `/hooks/${hook.id}`, body } }];
}

/**
 * Does one step.
 * @returns what was done: the step itself, or the one for a 422
 * @throws ManagementError
 */
export async function applyStep(api: ManagementApi, step: Step): Promise<Step> {
  try {
    await api.call(step.call, z.unknown());
    return step;
  } catch (thrown) {
    if (!(step.otherwise && thrown instanceof ManagementError && thrown.status === 422)) throw thrown;
    return applyStep(api, step.otherwise);
  }
}
