import type { Adapter, AdapterPayload } from "oidc-provider";
import { errors } from "./engine.ts";
import type { Queryable } from "./identity-database.ts";
import { isLoopbackDocument, readLoopbackDocument } from "./metadata-documents.ts";

interface Row {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

/** Logto accepts a rotated refresh token again for this long: the answer with its successor may have been lost. */
const reuseGraceMs = 3_000;

/** Stores everything that oidc-provider persists (sessions, grants, tokens, clients) in one table. */
export class PostgresAdapter implements Adapter {
  readonly #database: Queryable;
  readonly #kind: string;

  constructor(database: Queryable, kind: string) {
    this.#database = database;
    this.#kind = kind;
  }

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    await this.#database.query(
      `insert into embedded_identity.record (kind, id, payload, grant_id, uid, user_code, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))
       on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
         uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at`,
      [
        this.#kind,
        id,
        JSON.stringify(payload),
        payload.grantId ?? null,
        payload.uid ?? null,
        payload.userCode ?? null,
        expiresInSeconds ?? null,
      ],
    );
  }

  /**
   * An unregistered client id may still be the URL of a metadata document: oidc-provider itself fetches those over https.
   * @throws errors.InvalidClient for an unknown client, like Logto's own adapter: 400 instead of oidc-provider's 401
   */
  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = await this.#findBy("id", id);
    if (found || this.#kind !== "Client" || /^https:\/\//i.test(id)) return found;
    if (isLoopbackDocument(id)) return readLoopbackDocument(id);
    throw new errors.InvalidClient(`invalid client ${id}`);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findBy("uid", uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findBy("user_code", userCode);
  }

  /** The first use counts: a second one within the grace period does not extend it. */
  async consume(id: string): Promise<void> {
    await this.#database.query(
      "update embedded_identity.record set consumed_at = coalesce(consumed_at, now()) where kind = $1 and id = $2",
      [this.#kind, id],
    );
  }

  async destroy(id: string): Promise<void> {
    await this.#database.query("delete from embedded_identity.record where kind = $1 and id = $2", [this.#kind, id]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#database.query("delete from embedded_identity.record where kind = $1 and grant_id = $2", [
      this.#kind,
      grantId,
    ]);
  }

  async #findBy(column: "id" | "uid" | "user_code", value: string): Promise<AdapterPayload | undefined> {
    const { rows } = await this.#database.query<Row>(
      `select payload, consumed_at from embedded_identity.record
       where kind = $1 and ${column} = $2 and (expires_at is null or expires_at > now())`,
      [this.#kind, value],
    );
    const row = rows[0];
    if (!row) return undefined;
    const usedAtMs = row.consumed_at?.getTime();
    if (usedAtMs === undefined) return row.payload;
    if (this.#kind === "RefreshToken" && Date.now() - usedAtMs < reuseGraceMs) return row.payload;
    return { ...row.payload, consumed: Math.floor(usedAtMs / 1000) };
  }
}
