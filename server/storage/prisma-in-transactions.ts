import type { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import type { PreparedStatements } from "./prepared-statements.ts";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Options = NonNullable<ConstructorParameters<typeof PrismaPg>[1]>;
type AdapterOn = new (client: pg.PoolClient, options: Options) => Adapter;

/**
 * Prisma's adapter for pg without its own transactions: Prisma's statements join the one that `transaction` began. Prisma's own
 * would return a connection to the pool whose ROLLBACK was never answered.
 * @see docs/decisions/0190-a-stalled-database.md
 */
export class PrismaInTransactions extends PrismaPg {
  readonly #joined: AsyncLocalStorage<pg.PoolClient>;
  readonly #options: Options;

  /** @param joined the connection on which `transaction` has begun its transaction */
  constructor(pool: pg.Pool, joined: AsyncLocalStorage<pg.PoolClient>, statements: PreparedStatements) {
    const options: Options = { statementNameGenerator: ({ sql }) => statements.nameOf(sql) ?? "" }; // pg takes "" for none
    super(pool, options);
    this.#options = options;
    this.#joined = joined;
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const On = adapter.constructor as AdapterOn; // it accepts a pool or one of its connections, and is not exported
    adapter.startTransaction = async () => {
      const client = this.#joined.getStore();
      if (!client) throw new Error("Prisma was asked for a transaction outside of `transaction`.");
      // A "phantom query" is Prisma's term for a COMMIT or ROLLBACK that it leaves to the adapter.
      const left = { options: { usePhantomQuery: true }, commit: async () => {}, rollback: async () => {} };
      return Object.assign(new On(client, this.#options), left);
    };
    return adapter;
  }
}
