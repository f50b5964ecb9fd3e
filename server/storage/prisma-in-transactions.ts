import type { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import type { PreparedStatements } from "./prepared-statements.ts";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Options = NonNullable<ConstructorParameters<typeof PrismaPg>[1]>;
type AdapterOn = new (client: pg.PoolClient, options: Options) => Adapter;

/**
 * Prisma's adapter for pg, but for transactions: Prisma begins and ends none, its statements join the one that `transaction` began. Its
 * own would give a connection back whose ROLLBACK was never answered.
 * @see docs/decisions/0190-a-stalled-database.md
 */
export class PrismaInTransactions extends PrismaPg {
  readonly #joined: AsyncLocalStorage<pg.PoolClient>;
  readonly #options: Options;

  /** @param joined tells the connection that `transaction` has begun its transaction on */
  constructor(pool: pg.Pool, joined: AsyncLocalStorage<pg.PoolClient>, statements: PreparedStatements) {
    const options: Options = { statementNameGenerator: ({ sql }) => statements.nameOf(sql) ?? "" }; // pg takes "" for none
    super(pool, options);
    this.#options = options;
    this.#joined = joined;
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const On = adapter.constructor as AdapterOn; // it takes a pool or one connection of it, and is not exported
    adapter.startTransaction = async () => {
      const client = this.#joined.getStore();
      if (!client) throw new Error("Prisma was asked for a transaction outside of `transaction`.");
      // A "phantom query" is Prisma's word for a COMMIT or ROLLBACK that it leaves to the adapter.
      const left = { options: { usePhantomQuery: true }, commit: async () => {}, rollback: async () => {} };
      return Object.assign(new On(client, this.#options), left);
    };
    return adapter;
  }
}
