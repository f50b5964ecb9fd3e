import type { Account } from "oidc-provider";
import type { Queryable } from "./identity-database.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { makePersonId } from "./random.ts";

interface PersonRow {
  id: string;
  username: string;
  password_hash: string;
  name: string | null;
  picture: string | null;
  email: string | null;
  created_at_ms: string;
  updated_at_ms: string;
}

/** A username or password that cannot be accepted; `message` is for the user. */
export class RegistrationRefused extends Error {
  override name = "RegistrationRefused";
}

/** What is wrong with a desired username, as a message for the user; undefined if nothing is. */
export function findUsernameFault(username: string): string | undefined {
  if (/^[A-Za-z_]\w{0,63}$/.test(username)) return undefined;
  return "A username starts with a letter and holds only letters, digits and underscores, at most 64.";
}

/** Whether the username is taken; case-insensitive. */
export async function isUsernameTaken(database: Queryable, username: string): Promise<boolean> {
  const statement = "select from embedded_identity.person where lower(username) = lower($1)";
  const { rowCount } = await database.query(statement, [username]);
  return rowCount !== 0;
}

/**
 * Registers a user.
 * @returns the user's id: 12 lower-case characters, the `sub` of every token
 * @throws RegistrationRefused
 */
export async function registerPerson(
  database: Queryable,
  { username, password, name = null }: { username: string; password: string; name?: string | null },
): Promise<string> {
  const fault = findUsernameFault(username);
  if (fault) throw new RegistrationRefused(fault);
  if (password.length < 8 || password.length > 256)
    throw new RegistrationRefused("A password has 8 to 256 characters.");
  const id = makePersonId();
  const { rowCount } = await database.query(
    `insert into embedded_identity.person (id, username, password_hash, name, created_at_ms, updated_at_ms)
     values ($1, $2, $3, $4, $5, $5) on conflict do nothing`,
    [id, username, await hashPassword(password), name, Date.now()],
  );
  if (!rowCount) throw new RegistrationRefused("This username is taken.");
  return id;
}

/** The id of the user with this username and password, or undefined. Timing does not reveal which of the two was wrong. */
export async function findByPassword(
  database: Queryable,
  username: string,
  password: string,
): Promise<string | undefined> {
  const { rows } = await database.query<PersonRow>(
    "select * from embedded_identity.person where lower(username) = lower($1) and not suspended",
    [username],
  );
  return (await isPassword(password, rows[0]?.password_hash)) ? rows[0]?.id : undefined;
}

/** oidc-provider's view of a user; undefined if deleted or suspended, which invalidates all their tokens. */
export async function findAccount(database: Queryable, id: string): Promise<Account | undefined> {
  const { rows } = await database.query<PersonRow>(
    "select * from embedded_identity.person where id = $1 and not suspended",
    [id],
  );
  const person = rows[0];
  if (!person) return undefined;
  return { accountId: id, claims: async (_use, scope) => claimsOf(person, new Set(scope.split(" "))) };
}

/** As Logto answers: unset claims are null, times are milliseconds. */
function claimsOf(person: PersonRow, scopes: ReadonlySet<string>): { sub: string; [claim: string]: unknown } {
  const profile = {
    name: person.name,
    picture: person.picture,
    username: person.username,
    preferred_username: person.username,
    created_at: Number(person.created_at_ms),
    updated_at: Number(person.updated_at_ms),
  };
  const email = { email: person.email, email_verified: person.email !== null };
  return { sub: person.id, ...(scopes.has("profile") && profile), ...(scopes.has("email") && email) };
}
