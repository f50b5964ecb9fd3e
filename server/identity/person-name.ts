import { decodeJwt } from "jose";

interface Claims {
  readonly name?: string | null;
  readonly username?: string | null;
  readonly email?: string | null;
}

/** What Logto calls a person, by their ID token; null where it knows no name. Reads claims only; nothing here refreshes a token. */
export function nameOf(idToken: string): string | null {
  const claims = decodeJwt<Claims>(idToken);
  return claims.name || claims.username || claims.email || null;
}
