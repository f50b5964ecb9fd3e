import { defineConfig } from "prisma/config";

// `prisma generate` needs no native engine, yet the CLI first tries to download one, which fails on a closed network. Any
// existing file satisfies it. Never for other commands: a stand-in would let a migration "succeed" (docs/decisions/0003).
if (process.argv.includes("generate")) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= import.meta.filename;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DIRECT_DATABASE_URL ?? process.env.DATABASE_URL ?? "" },
});
