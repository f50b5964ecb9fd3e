import { z } from "zod";
import type { Env } from "../../../env.ts";

/** A machine-to-machine application with the role "Logto Management API access", and the API's own identifier. */
export interface ManagementAccess {
  readonly endpoint: string;
  readonly appId: string;
  readonly appSecret: string;
  /** What the token is for: https://default.logto.app/api for a self-hosted Logto, the tenant's address for Logto Cloud. */
  readonly resource: string;
}

/** A tenant of Logto Cloud has its own identifier under its own address. */
export function managementApiOf(endpoint: string): string {
  const { host } = new URL(endpoint);
  return host.endsWith(".logto.app") ? `https://${host}/api` : "https://default.logto.app/api";
}

type Configured = Pick<
  Partial<Env>,
  "LOGTO_ENDPOINT" | "LOGTO_M2M_APP_ID" | "LOGTO_M2M_APP_SECRET" | "LOGTO_MANAGEMENT_RESOURCE"
>;

/** @returns undefined if the Management API is not configured */
export function managementAccessIn(configured: Configured): ManagementAccess | undefined {
  const { LOGTO_ENDPOINT: endpoint, LOGTO_M2M_APP_ID: appId, LOGTO_M2M_APP_SECRET: appSecret } = configured;
  if (!endpoint || !appId || !appSecret) return undefined;
  return { endpoint, appId, appSecret, resource: configured.LOGTO_MANAGEMENT_RESOURCE ?? managementApiOf(endpoint) };
}

/** One call of the API. `path` starts after /api. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: object;
}

/** Logto could not be used. The message says what to do, and quotes no secret. */
export class ManagementError extends Error {
  override name = "ManagementError";
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

const limitMs = 15_000;

/** Logto's Management API, with a token that is kept in memory. */
export class ManagementApi {
  readonly #endpoint: string;
  readonly #token: string;
  readonly #signal: AbortSignal | undefined;
  private constructor(endpoint: string, token: string, signal: AbortSignal | undefined) {
    this.#endpoint = endpoint;
    this.#token = token;
    this.#signal = signal;
  }

  /**
   * @param signal ends every call; without it each has 15 s
   * @throws ManagementError
   * @see RFC 6749 §4.4
   */
  static async connect(access: ManagementAccess, signal?: AbortSignal): Promise<ManagementApi> {
    const { endpoint, appId, appSecret, resource } = access;
    const init = {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${appId}:${appSecret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", resource, scope: "all" }),
    };
    const { status, body } = await send(`${endpoint}/oidc/token`, init, signal);
    const answer = tokenAnswer.safeParse(body).data ?? {};
    if (answer.access_token) return new ManagementApi(endpoint, answer.access_token, signal);
    if (answer.error === "invalid_client")
      throw new ManagementError(
        "Logto refuses the machine-to-machine application's id or secret. Copy both from the console: Applications › the application.",
      );
    if (answer.error === "invalid_target")
      throw new ManagementError(
        `Logto knows no API ${resource}. At Logto Cloud it is https://<tenant id>.logto.app/api: pass it with --resource.`,
      );
    throw new ManagementError(`${endpoint}/oidc/token gave no token (${reasonIn(status, body)}). Is this a Logto?`);
  }

  /**
   * @returns the answer's body, parsed
   * @throws ManagementError with the status, if Logto refuses
   */
  async call<T>({ method, path, body }: Call, schema: z.ZodType<T>): Promise<T> {
    const init = {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const answer = await send(`${this.#endpoint}/api${path}`, init, this.#signal);
    if (answer.status === 401 || answer.status === 403)
      throw new ManagementError(
        'The machine-to-machine application may not use the Management API: give it the role "Logto Management API access" (Applications › the application › Roles).',
        answer.status,
      );
    if (answer.status >= 300)
      throw new ManagementError(
        `Logto refuses ${method} /api${path}: ${reasonIn(answer.status, answer.body)}`,
        answer.status,
      );
    const parsed = schema.safeParse(answer.body);
    if (!parsed.success) throw new ManagementError(`Logto answers ${method} /api${path} in a form unknown here.`);
    return parsed.data;
  }
}

const tokenAnswer = z.object({ access_token: z.string().optional(), error: z.string().optional() });

/** Logto's code and message, which quote no secret. */
function reasonIn(status: number, body: unknown): string {
  const { code, message } =
    z.object({ code: z.string().optional(), message: z.string().optional() }).safeParse(body).data ?? {};
  return [status, code, message].filter((word) => word !== undefined).join(" ");
}

async function send(
  url: string,
  init: RequestInit,
  signal: AbortSignal = AbortSignal.timeout(limitMs),
): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetch(url, { ...init, signal, redirect: "error", cache: "no-store" });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? ` (${thrown.cause.message})` : "";
    const how = signal.aborted ? "did not answer in time" : `could not be reached${cause}`;
    throw new ManagementError(`${new URL(url).origin} ${how}.`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
