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
 * What Prisma's own engine finds different between a database and a schema, in its words: those of `prisma migrate diff`.
 * The engine is the WebAssembly build, because the native one is a download.
 */
export async function diffSchema(databaseUrl: string, content = readFileSync(path, "utf8")): Promise<string> {
  const factory = {
    provider: "postgres" as const,
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(databaseUrl),
    connectToShadowDb: () => connect(databaseUrl),
  };
  // Loaded here and not above: Node says that WebAssembly modules are experimental, which every worker would repeat.
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

/** PostgreSQL's one-byte "char", of which its catalogue is full. */
const oneByteChar = 18;
const text = 25;

/** What the adapter has beside its declared interface. */
interface Adapter extends SqlDriverAdapter {
  performIO(query: SqlQuery): Promise<{ fields: { dataTypeID: number }[]; rows: unknown[][] }>;
}

/** Prisma's adapter, taught to read one-byte characters: it refuses the type, and the engine wants no text in its place. */
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
