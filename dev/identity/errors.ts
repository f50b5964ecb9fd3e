import type { KoaContextWithOIDC } from "oidc-provider";

/** Logto's messages for the errors recorded from it (tests/api/identity/logto-transcripts.json). */
const messages: Readonly<Record<string, string>> = {
  insufficient_scope: "Token missing scope `{{scope}}`.",
  invalid_grant: "Grant request is invalid.",
  invalid_redirect_uri: "`redirect_uri` did not match any of the client's registered `redirect_uris`.",
  invalid_request: "Request is invalid.",
  invalid_token: "Invalid token provided.",
  unsupported_grant_type: "Unsupported `grant_type` requested.",
};

/** Logto adds `code` and `message` to every error of oidc-provider; its client libraries read only those. */
export async function speakLikeLogto(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const body: unknown = ctx.body;
  if (ctx.status < 400 || typeof body !== "object" || body === null || !("error" in body)) return;
  const { error } = body;
  if (typeof error !== "string") return;
  ctx.body = {
    code: `oidc.${error}`,
    message: messages[error] ?? `An OIDC error occurred: oidc.${error}.`,
    ...(error === "invalid_grant" && { error_uri: "https://openid.sh/debug/invalid_grant" }),
    ...body,
  };
}
