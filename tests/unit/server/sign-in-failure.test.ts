import { expect, test } from "@playwright/test";
import { AgendaError } from "../../../contract/problems.ts";
import { explainFailure } from "../../../server/identity/web/sign-in-failure.ts";

/** An error as @logto/client and jose throw them. */
const thrown = (name: string, code?: string, data?: object) =>
  Object.assign(new Error("do-not-log"), { name, ...(code && { code }), ...(data && { data }) });

const cases: readonly [Error, string, string][] = [
  [new AgendaError("database_unavailable"), "unavailable", "AgendaError database_unavailable"],
  [new TypeError("fetch failed"), "unavailable", "TypeError"],
  [new SyntaxError("do-not-log"), "unavailable", "SyntaxError"],
  [thrown("LogtoRequestError", "http_error_502"), "unavailable", "LogtoRequestError http_error_502"],
  [thrown("JWKSTimeout", "ERR_JWKS_TIMEOUT"), "unavailable", "JWKSTimeout ERR_JWKS_TIMEOUT"],
  [thrown("LogtoRequestError", "oidc.invalid_grant"), "expired", "LogtoRequestError oidc.invalid_grant"],
  [thrown("LogtoClientError", "sign_in_session.not_found"), "expired", "LogtoClientError sign_in_session.not_found"],
  [thrown("LogtoRequestError", "oidc.invalid_client"), "misconfigured", "LogtoRequestError oidc.invalid_client"],
  [thrown("LogtoRequestError", "http_error_404"), "misconfigured", "LogtoRequestError http_error_404"],
  [
    thrown("JWTClaimValidationFailed", "ERR_JWT_CLAIM_VALIDATION_FAILED"),
    "misconfigured",
    "JWTClaimValidationFailed ERR_JWT_CLAIM_VALIDATION_FAILED",
  ],
  [
    thrown("LogtoError", "callback_uri_verification.error_found", { error: "invalid_scope" }),
    "misconfigured",
    "LogtoError invalid_scope callback_uri_verification.error_found",
  ],
  [
    thrown("LogtoError", "callback_uri_verification.error_found", { error: "oidc.do-not-log" }),
    "expired",
    "LogtoError callback_uri_verification.error_found",
  ],
];
for (const [error, failure, cause] of cases)
  test(`a sign-in that ends with ${cause} is ${failure}, and no message or foreign text is kept`, () => {
    expect(explainFailure(error)).toEqual({ failure, cause });
  });
