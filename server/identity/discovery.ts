import { issuer } from "./logto.ts";

/** Whether Logto answers its discovery document, for our issuer. */
export async function isLogtoThere(): Promise<boolean> {
  try {
    const response = await fetch(`${issuer()}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(5_000),
      redirect: "error",
      cache: "no-store",
    });
    const body = (await response.json()) as { issuer?: unknown };
    return response.ok && body.issuer === issuer();
  } catch {
    return false;
  }
}
