import { reply } from "../../../server/http/response/reply.ts";
import { refuseOthers } from "../../../server/http/serve.ts";
import { checkLogto } from "../../../server/identity/logto/discovery.ts";
import { isDatabaseThere, isMigrated, shareChecks, withPatience } from "../../../server/jobs/share-checks.ts";

// Readiness: the dependencies answer too, and people can sign in. Not logged, like /api/healthz. `for=traffic` asks whether this
// instance should get requests: also while Logto, which all share, does not answer, because whoever is signed in can go on.
export async function GET(request: Request) {
  const { database, migrations, logto, reasons } = await shareChecks(check);
  const isForTraffic = new URL(request.url).searchParams.get("for") === "traffic";
  const isReady = database && migrations && (logto || isForTraffic);
  const word = (isThere: boolean) => (isThere ? "ready" : "unavailable");
  const checks = { database: word(database), migrations: word(migrations), logto: word(logto) };
  const body = { status: word(isReady), checks, ...(reasons.length > 0 && { reasons }) };
  return reply(isReady ? 200 : 503, body, isReady ? {} : { "Retry-After": "5" });
}

async function check() {
  const [database, migrations, logto] = await Promise.all([
    withPatience(isDatabaseThere(), false),
    withPatience(isMigrated(), false),
    withPatience(checkLogto(), { canSignIn: false, reasons: ["Logto did not answer in time."] }),
  ]);
  return { database, migrations, logto: logto.canSignIn, reasons: logto.reasons };
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = refuseOthers("GET");
