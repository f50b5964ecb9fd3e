import { goTo } from "../../server/http/redirect.ts";
import { startSignIn } from "../../server/identity/sign-in.ts";

export async function GET() {
  const start = await startSignIn();
  return goTo("url" in start ? start.url : `/sign-in-failed?reason=${start.failure}`);
}
