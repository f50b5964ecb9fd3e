import { z } from "zod";

/** A machine-to-machine application with the role "Logto Management API access", and the API's own identifier. */
export interface ManagementAccess {
  readonly endpoint: string;
  readonly appId: string;
  readonly appSecret: string;
  /** What the token is for: https://default.logto.app/api at a Logto of one's own, the tenant's address at Logto Cloud. */
  readonly resource: string;
}

/** A tenant of Logto Cloud has its own identifier under its own address. */
export function managementApiOf(endpoint: string): string {
  const { host } = new URL(endpoint);
  return host.endsWith(".logto.app") ? `https://${host}/api` : "https://default.logto.app/api";
}

/** One call of the API. `path` starts behind /api. */
export interface Call {
  readonly method: "GET" | "POST" | "PATCH";
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
  private constructor(endpoint: string, token: string) {
    this.#endpoint = endpoint;
    this.#token = token;
  }

  /** @throws ManagementError */
  static async connect({ endpoint, appId, appSecret, resource }: ManagementAccess): Promise<ManagementApi> {
    const { status, body } = await send(`${endpoint}/oidc/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${appId}:${appSecret}`).toString("base64")}` },
      body: new URLSearchParams({ grant_type: "client_credentials", resource, scope: "all" }),
    });
    const answer = tokenAnswer.safeParse(body).data ?? {};
    if (answer.access_token) return new ManagementApi(endpoint, answer.access_token);
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
    const answer = await send(`${this.#endpoint}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
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

async function send(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  const signal = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, { ...init, signal, redirect: "error" });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? ` (${thrown.cause.message})` : "";
    const how = signal.aborted ? `did not answer within ${limitMs / 1000} seconds` : `could not be reached${cause}`;
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
