import { ManagementApi } from "../../server/identity/logto/management-api.ts";
import { makePlan } from "../setup-logto/plan.ts";
import { readRegistration } from "../setup-logto/registration.ts";
import { type Deployment, type Finding, failed, ok, skipped } from "./finding.ts";

const check = "registration at Logto";

/** What `setup:logto` would still do: URIs, options and the webhook cannot be seen from outside. */
export async function examineRegistration({ management, settings }: Deployment): Promise<Finding[]> {
  if (settings.EMBEDDED_IDENTITY) return [ok(check, "none is needed: the sign-in server came with the agenda")];
  if (!management)
    return [
      skipped(
        check,
        "sign-out and back-channel URIs, refresh tokens and the webhook show only with LOGTO_M2M_APP_ID and LOGTO_M2M_APP_SECRET",
      ),
    ];
  const { APP_URL, LOGTO_APP_ID, LOGTO_GPT_APP_ID, LOGTO_MCP_APP_ID, LOGTO_WEBHOOK_SIGNING_KEY } = settings;
  try {
    const api = await ManagementApi.connect(management);
    const ids = { web: LOGTO_APP_ID, gpt: LOGTO_GPT_APP_ID, native: LOGTO_MCP_APP_ID };
    const found = await readRegistration(api, { appUrl: APP_URL, ids });
    const plan = makePlan(found, APP_URL, { gptCallbacks: [], mcpCallbacks: [] });
    const missing = plan.map(({ what, details }) =>
      failed(check, `still to do: ${what} (${details.join("; ")})`, "Run npm run setup:logto."),
    );
    if (found.hook && found.hook.signingKey !== LOGTO_WEBHOOK_SIGNING_KEY)
      missing.push(
        failed(check, "LOGTO_WEBHOOK_SIGNING_KEY is not the webhook's signing key", "Run npm run setup:logto."),
      );
    return missing.length > 0 ? missing : [ok(check, "complete")];
  } catch (thrown) {
    return [failed(check, (thrown as Error).message, "Set LOGTO_M2M_APP_ID and LOGTO_M2M_APP_SECRET right.")];
  }
}
