import type { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type AdapterOn = new (client: pg.PoolClient) => Adapter;

/**
 * Prisma's adapter for pg, but for transactions: Prisma begins and ends none, its statements join the one that `transaction` began. Its
 * own would give a connection back whose ROLLBACK was never answered.
 * @see docs/decisions/0190-a-stalled-database.md
 */
export class PrismaInTransactions extends PrismaPg {
  readonly #joined: AsyncLocalStorage<pg.PoolClient>;

  /** @param joined tells the connection that `transaction` has begun its transaction on */
  constructor(pool: pg.Pool, joined: AsyncLocalStorage<pg.PoolClient>) {
    super(pool);
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
      return Object.assign(new On(client), left);
    };
    return adapter;
  }
}
