import type { Configuration, Grant, KoaContextWithOIDC } from "oidc-provider";
import { interactionPolicy } from "./engine.ts";

/** Whether a client is known only by its metadata document and not registered here. */
export const isSelfDeclared = (clientId: string): boolean => URL.canParse(clientId);

/**
 * oidc-provider's own steps plus one: a client known only by its metadata document needs consent every time, whatever it
 * requests.
 */
export function makePolicy(): NonNullable<Configuration["interactions"]>["policy"] {
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy
    .get("consent")
    ?.checks.add(
      new Check("self_declared", "the client is known by its own document alone", "consent_required", ({ oidc }) =>
        oidc.client && isSelfDeclared(oidc.client.clientId) && !oidc.result?.consent
          ? Check.REQUEST_PROMPT
          : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return policy;
}

/**
 * Logto grants a request without scopes, with tokens that carry none. oidc-provider would refuse it because nothing was granted,
 * and checks only this method of the grant.
 */
export async function loadGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { oidc } = ctx;
  const { client, account, session } = oidc;
  if (!client || !account) return undefined;
  const grantId = oidc.result?.consent?.grantId ?? session?.grantIdFor(client.clientId);
  const existing = grantId ? await oidc.provider.Grant.find(grantId) : undefined;
  if (oidc.requestParamOIDCScopes.size > 0) return existing;
  const grant = existing ?? new oidc.provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  if (!existing) await grant.save();
  grant.getOIDCScopeFiltered = () => " ";
  return grant;
}
