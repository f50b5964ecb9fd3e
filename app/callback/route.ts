import { cookies } from "next/headers";
import { goTo } from "../../server/http/redirect.ts";
import { finishSignIn } from "../../server/identity/sign-in.ts";
import { learnTimeZone } from "../../server/operations/index.ts";

export async function GET(request: Request) {
  const finish = await finishSignIn(new URL(request.url).searchParams);
  if ("failure" in finish) return goTo(`/sign-in-failed?reason=${finish.failure}`);
  const told = (await cookies()).get("browser-time-zone")?.value;
  // Whoever is signed in is signed in: the page offers the browser's zone where it could not be learnt now.
  await learnTimeZone(finish.caller, told).catch(() => {});
  return goTo("/");
}
