import { parse } from "yaml";

/** The part of an OpenAPI document that ChatGPT's importer reads. */
export interface OpenApi {
  readonly servers?: readonly { readonly url: string }[];
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
    readonly securitySchemes?: Readonly<Record<string, SecurityScheme>>;
  };
}
type PathItem = Readonly<Partial<Record<Method, RawOperation>>>;

export const methods = ["get", "put", "post", "delete", "patch"] as const;
export type Method = (typeof methods)[number];

export interface RawOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
interface Reference {
  readonly $ref: string;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
interface SecurityScheme {
  readonly type: string;
  readonly flows?: {
    readonly authorizationCode?: {
      readonly authorizationUrl: string;
      readonly tokenUrl: string;
      readonly scopes?: Readonly<Record<string, string>>;
    };
  };
}

export const readOpenApi = (text: string): OpenApi => (parse(text) ?? {}) as OpenApi;

/** Follows one local reference; undefined if it is dangling. */
export function resolve<T extends object>(document: OpenApi, value: T | Reference): T | undefined {
  if (!("$ref" in value) || typeof value.$ref !== "string") return value as T;
  const steps = value.$ref.replace(/^#\//, "").split("/");
  let found: unknown = document;
  for (const step of steps)
    found = typeof found === "object" && found !== null ? (found as Record<string, unknown>)[step] : undefined;
  return found as T | undefined;
}

/** Every operation of a document with its path and method, named or not. */
export function* operationsOf(
  document: OpenApi,
): Generator<{ readonly path: string; readonly method: Method; readonly operation: RawOperation }> {
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const method of methods) {
      const operation = item[method];
      if (operation) yield { path, method, operation };
    }
}

export interface OAuthFlow {
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly scope: string;
}

/** The authorization code flow that the document declares; a GPT's settings contain the same three values. */
export function oauthFlowOf(document: OpenApi): OAuthFlow {
  for (const scheme of Object.values(document.components?.securitySchemes ?? {})) {
    const flow = scheme.type === "oauth2" ? scheme.flows?.authorizationCode : undefined;
    if (flow)
      return {
        authorizationUrl: flow.authorizationUrl,
        tokenUrl: flow.tokenUrl,
        scope: Object.keys(flow.scopes ?? {}).join(" "),
      };
  }
  throw new Error("The served openapi.yaml declares no OAuth authorization code flow.");
}
