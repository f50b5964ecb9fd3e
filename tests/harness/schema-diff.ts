import { readFileSync } from "node:fs";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import pg from "pg";

const path = "prisma/schema.prisma";

/**
 * The differences between a database and a schema according to Prisma's own engine, as `prisma migrate diff` prints them.
 * Uses the WebAssembly build, because the native one would have to be downloaded.
 */
export async function diffSchema(databaseUrl: string, content = readFileSync(path, "utf8")): Promise<string> {
  const factory = {
    provider: "postgres" as const,
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(databaseUrl),
    connectToShadowDb: () => connect(databaseUrl),
  };
  // Imported here, not at the top: Node prints a warning about experimental WebAssembly modules, once per worker.
  const { SchemaEngine } = await import("@prisma/schema-engine-wasm");
  const engine = await SchemaEngine.new(
    { datamodels: [[path, content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    const { stdout } = await engine.diff({
      from: { tag: "schemaDatasource", files: [{ path, content }], configDir: "prisma" },
      to: { tag: "schemaDatamodel", files: [{ path, content }] },
      script: false,
      exitCode: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    return (stdout ?? "").trim();
  } finally {
    engine.free();
  }
}

/** PostgreSQL's one-byte "char", used throughout its catalogue. */
const oneByteChar = 18;
const text = 25;

/** What the adapter has beyond its declared interface. */
interface Adapter extends SqlDriverAdapter {
  performIO(query: SqlQuery): Promise<{ fields: { dataTypeID: number }[]; rows: unknown[][] }>;
}

/**
 * Prisma's adapter, extended to read one-byte characters: it refuses the type, and the engine does not accept text in its
 * place.
 */
async function connect(connectionString: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString, max: 1 });
  const adapter = (await new PrismaPg(pool, { schema: "public" }).connect()) as unknown as Adapter;
  const { performIO, queryRaw } = adapter;
  const characters = new WeakMap<object, number[]>();
  return Object.assign(adapter, {
    performIO: async (query: SqlQuery) => {
      const result = await performIO.call(adapter, query);
      const found = [...result.fields.keys()].filter((index) => result.fields[index]?.dataTypeID === oneByteChar);
      for (const index of found) Object.assign(result.fields[index] ?? {}, { dataTypeID: text });
      characters.set(result.rows, found);
      return result;
    },
    queryRaw: async (query: SqlQuery) => {
      const result = await queryRaw.call(adapter, query);
      for (const index of characters.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
    dispose: () => pool.end(),
  });
}
