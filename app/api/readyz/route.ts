import { reply } from "../../../server/http/reply.ts";
import { refuseOthers } from "../../../server/http/serve.ts";
import { isLogtoThere } from "../../../server/identity/discovery.ts";
import { isDatabaseThere, isMigrated, shareChecks, withPatience } from "../../../server/operations/readiness.ts";

// Ready: what it leans on answers too. Not logged, as /api/healthz.
export async function GET() {
  const { database, migrations, logto } = await shareChecks(check);
  const isReady = database && migrations && logto;
  const word = (isThere: boolean) => (isThere ? "ready" : "unavailable");
  const checks = { database: word(database), migrations: word(migrations), logto: word(logto) };
  return reply(isReady ? 200 : 503, { status: word(isReady), checks }, isReady ? {} : { "Retry-After": "5" });
}

async function check() {
  const [database, migrations, logto] = await Promise.all([
    withPatience(isDatabaseThere()),
    withPatience(isMigrated()),
    withPatience(isLogtoThere()),
  ]);
  return { database, migrations, logto };
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
