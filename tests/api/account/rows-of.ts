import { expect } from "@playwright/test";
import { query } from "../../harness/identity-door.ts";

/** Every table that stores anything about a user, from the database's catalogue. */
async function personalTables(): Promise<{ name: string; column: string }[]> {
  const tables = await query<{ name: string; column: string }>(
    `SELECT c.table_name AS name, c.column_name AS column FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND (c.column_name = 'userId' OR (c.table_name = 'User' AND c.column_name = 'id')) ORDER BY 1`,
    [],
  );
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["Change", "Item", "Session", "User"]));
  return tables;
}

/** Number of a user's rows, by table. */
export async function rowsOf(userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, column } of await personalTables()) {
    const [row] = await query<{ count: string }>(`SELECT count(*) FROM "${name}" WHERE "${column}" = $1`, [userId]);
    counts[name] = Number(row?.count);
  }
  return counts;
}
