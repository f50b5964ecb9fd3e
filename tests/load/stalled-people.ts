import { query } from "../harness/identity-door.ts";
import { Browser, makePerson, type Person } from "../people.ts";
import { makeCaller } from "./callers.ts";

const writers = 3;
const leavers = 2;

interface Told {
  readonly acknowledged: string[];
  readonly refused: string[];
}
/** The app may close a connection that was idle through a stall just when it is reused, which would fail the call. */
const closing = { connection: "close" };

type Caller = Awaited<ReturnType<typeof makeCaller>>;
interface Visit {
  readonly person: Person;
  readonly browser: Browser;
}

const nothing = (): Told => ({ acknowledged: [], refused: [] });

/** Users of one instance who keep writing, leaving and signing out, whatever happens to the database. */
export class StalledPeople {
  readonly statuses: Record<string, number> = {};
  readonly items = nothing();
  readonly accounts = nothing();
  readonly sessions = nothing();
  #goesOn = true;
  #writing: Promise<unknown> = Promise.resolve();
  readonly #app: string;
  readonly #url: string;
  readonly #callers: Caller[];
  readonly #leaving: Browser[];
  readonly #signingOut: Browser[];
  readonly #names: string[];

  private constructor(app: string, url: string, callers: Caller[], visits: Visit[]) {
    this.#app = app;
    this.#url = url;
    this.#callers = callers;
    const browsers = visits.map(({ browser }) => browser);
    this.#leaving = browsers.slice(0, leavers);
    this.#signingOut = browsers.slice(leavers);
    this.#names = visits.map(({ person }) => person.username);
  }

  /** @param app the instance; @param url its database */
  static async at(app: string, url: string): Promise<StalledPeople> {
    // Sequentially: the identity server's password hashing is the slowest part.
    const callers: Caller[] = [];
    while (callers.length < writers) callers.push(await makeCaller(app, closing));
    const visits: Visit[] = [];
    while (visits.length < 2 * leavers) {
      const person = await makePerson();
      visits.push({ person, browser: await Browser.of(person, app) });
    }
    return new StalledPeople(app, url, callers, visits);
  }

  /** All users write, three concurrent calls each, until `rest`. */
  write(): void {
    const goOn = async (caller: Caller, name: string) => {
      for (let n = 0; this.#goesOn; n++) {
        const text = `${name} ${n}`;
        const { status, retryAfter } = await caller.create(text);
        this.#note(status, this.items, text);
        if (status !== 201 && !(retryAfter > 0)) this.#count("without Retry-After");
      }
    };
    this.#writing = Promise.all(
      this.#callers.flatMap((caller, who) => [1, 2, 3].map((line) => goOn(caller, `${this.#app} ${who}.${line}`))),
    );
  }

  async rest(): Promise<void> {
    this.#goesOn = false;
    await this.#writing;
  }

  /** One of the leavers deletes their account, and another signs out. */
  async leave(who: number): Promise<void> {
    const [leaving, signingOut] = [this.#leaving[who], this.#signingOut[who]];
    if (!leaving || !signingOut) throw new Error(`There is no leaver ${who}.`);
    const [userId, session] = [userOf(leaving), userOf(signingOut)];
    const headers = { "sec-fetch-site": "same-origin", ...closing };
    const deleted = leaving.visitor.visit(new URL("/api/account/delete", this.#app), {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ name: this.#names[who] }),
    });
    const out = signingOut.visitor.visit(new URL("/sign-out", this.#app), {
      method: "POST",
      headers,
    });
    this.#note((await deleted).status, this.accounts, userId);
    this.#note((await out).status, this.sessions, session);
  }

  #note(status: number, told: Told, what: string): void {
    this.#count(String(status));
    (status < 400 ? told.acknowledged : told.refused).push(what);
  }

  #count(what: string): void {
    this.statuses[what] = (this.statuses[what] ?? 0) + 1;
  }

  /** Contradictions to what users were told; empty if all is well. */
  async contradictions(): Promise<Record<string, unknown[]>> {
    const sql = <T extends object>(text: string, values: unknown[] = []) => query<T>(text, values, this.#url);
    const texts = new Set((await sql<{ text: string }>(`SELECT text FROM "Item"`)).map(({ text }) => text));
    const users = new Set((await sql<{ id: string }>(`SELECT id FROM "User"`)).map(({ id }) => id));
    const sessions = new Set((await sql<{ id: string }>(`SELECT "userId" AS id FROM "Session"`)).map(({ id }) => id));
    return {
      "acknowledged and gone": this.items.acknowledged.filter((text) => !texts.has(text)),
      "refused and there": this.items.refused.filter((text) => texts.has(text)),
      "without an entry in the ledger": await sql(
        `SELECT i.text FROM "Item" i WHERE NOT EXISTS (SELECT 1 FROM "Change" c
          WHERE c."userId" = i."userId" AND c.items @> jsonb_build_array(jsonb_build_object('id', i.id)))`,
      ),
      "deleted and there": this.accounts.acknowledged.filter((id) => users.has(id)),
      "not deleted and gone": this.accounts.refused.filter((id) => !users.has(id)),
      "signed out and there": this.sessions.acknowledged.filter((id) => sessions.has(id)),
    };
  }
}

/** The owner of a browser's session cookie. */
function userOf({ visitor }: Browser): string {
  const [, user] = /=s\.([\w-]+)\./.exec(visitor.cookie) ?? [];
  return Buffer.from(user ?? "", "base64url").toString();
}
