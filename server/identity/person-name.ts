import { decodeJwt } from "jose";

interface Claims {
  readonly name?: string | null;
  readonly username?: string | null;
  readonly email?: string | null;
}

/** The user's name from the claims of their ID token; null if there is none. Never refreshes a token. */
export function nameOf(idToken: string): string | null {
  const claims = decodeJwt<Claims>(idToken);
  return claims.name || claims.username || claims.email || null;
}
