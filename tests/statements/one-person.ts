import { existsSync, readFileSync } from "node:fs";
import pg from "pg";

/**
 * Statements that may concern more than one person's rows, and what each is for, as docs/scale.md lists them. Somebody waits only for
 * the last.
 */
export const exceptions: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /^SELECT s\."idHash", u\.rev, .* FROM unnest\(\$1::text\[\]/s,
    reason:
      "the feed's poll, every 2 s in each process with open pages: whose session is still valid, and each agenda's revision",
  },
  {
    pattern: /^SELECT DISTINCT "userId" FROM "(Item|Change|Answer|Session|Proposal)" WHERE/,
    reason: "erasing, once an hour: who has anything that has expired",
  },
  {
    pattern: /^SELECT "userId", "idHash" FROM "Session" s WHERE "expiresAt" BETWEEN/,
    reason: "session checks, twice an hour: which browsers that receive reminders have not been checked for a day",
  },
  {
    pattern: /^SELECT id FROM "User"\s+WHERE "searchVersion" < \$1 AND id > \$2 ORDER BY id LIMIT 1$/,
    reason: "search texts, when a process starts: whose were made by older rules",
  },
  {
    pattern:
      /^\(SELECT id AS "userId" FROM "User" WHERE rev <> "plannedRev" .* UNION \(SELECT "userId" FROM "ReminderPlan" WHERE until/s,
    reason:
      "the reminder planner, every 2 s in each process: whose last change is not planned for, and whose plan ends soon",
  },
  {
    pattern: /^SELECT "userId" FROM "DueReminder" WHERE "sentAt" IS NULL AND "dueAt" <= \$1/,
    reason: "the reminder sender, every 2 s in each process: who has reminders due",
  },
  {
    pattern: /^SELECT DISTINCT "userId" FROM "Proposal" p WHERE at > now\(\)/,
    reason: "proposals, every 2 s in each process: who has some that their devices have not been told of",
  },
  {
    pattern: /^DELETE FROM "PushDevice" WHERE id = \$1 AND "userId" <> \$2$/,
    reason: "turning on reminders in a browser: whoever used that browser before gets none there any more",
  },
];

/** The column that a table is distributed by, and its place among the table's columns. */
interface Key {
  readonly column: string;
  readonly index: number;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly Operation?: string;
  readonly "Relation Name"?: string;
  readonly Alias?: string;
  readonly "Index Cond"?: string;
  readonly "Recheck Cond"?: string;
  readonly Filter?: string;
  readonly Output?: readonly string[];
  readonly Plans?: readonly PlanNode[];
}

/** The tables that belong to a person: "User", and all that refer to it or to one that does. The person's id comes first in each key. */
const keysSql = `WITH RECURSIVE belongs AS (
    SELECT '"User"'::regclass::oid AS id, 'id'::name AS column
    UNION SELECT f.conrelid, a.attname FROM belongs JOIN pg_constraint f ON f.confrelid = belongs.id AND f.contype = 'f'
      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1])
  SELECT c.relname AS "table", belongs.column, a.attnum - 1 AS index FROM belongs JOIN pg_class c ON c.oid = belongs.id
    JOIN pg_attribute a ON a.attrelid = belongs.id AND a.attname = belongs.column`;

const asksOrWrites = /^[\s(]*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i;
/** Refused by Citus in writes: a function that is not immutable in an upsert, in CASE and in coalesce. */
const computesTime =
  /\b(INSERT|UPDATE|DELETE)\b[\s\S]*\b(DO UPDATE|CASE|coalesce)\b[\s\S]*\b(now|clock_timestamp)\(\)/i;

/** Rows that a query stores, and what it is then asked for. */
const storesQueried = /\bINSERT INTO "\w+"[^(]*\([^)]*\)\s*SELECT\b([\s\S]*?)(?:\bRETURNING\b([\s\S]*))?$/;

/** Citus copies such rows to the servers in two phases if no table of the person is read, and returns only what has a name of its own. */
function faultOfStoring(text: string, tables: readonly string[]): string | undefined {
  const [isOne, read = "", returned] = storesQueried.exec(text) ?? [];
  if (isOne === undefined) return undefined;
  if (!tables.some((table) => read.includes(`"${table}"`)))
    return `Rows are stored without a table of the person: ${text}`;
  const isNamed = split(returned ?? "", ", ").every((column) => / AS "?\w+"?\s*$/.test(column));
  return returned === undefined || isNamed ? undefined : `What is returned has no name: ${text}`;
}

/**
 * What would keep a database distributed by person from answering each statement on one server. PostgreSQL's own plan shows it: it
 * passes a person's id on from one table to the next if joined by it, as distributed planners do.
 * @param url a migrated database
 * @returns a line for each fault
 */
export async function findFaults(url: string, statements: Iterable<string>): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Key & { table: string }>(keysSql);
    const keys = new Map(rows.map(({ table, ...key }) => [table, key]));
    const faults: string[] = [];
    for (const text of statements) {
      const isOurs = asksOrWrites.test(text) && [...keys.keys()].some((table) => text.includes(`"${table}"`));
      if (!isOurs || exceptions.some(({ pattern }) => pattern.test(text))) continue;
      if (computesTime.test(text)) faults.push(`The database computes a time: ${text}`);
      faults.push(...[faultOfStoring(text, [...keys.keys()])].filter((fault) => fault !== undefined));
      const answer = await client.query<{ "QUERY PLAN": readonly { readonly Plan: PlanNode }[] }>(
        `EXPLAIN (GENERIC_PLAN, VERBOSE, COSTS OFF, FORMAT JSON) ${text}`,
      );
      const plan = answer.rows[0]?.["QUERY PLAN"][0]?.Plan;
      if (!plan) throw new Error(`PostgreSQL told no plan: ${text}`);
      for (const table of new Set(nodesOf(plan).flatMap((node) => tableOfAnybody(node, keys) ?? [])))
        faults.push(`"${table}" is asked without the person's id: ${text}`);
    }
    return faults;
  } finally {
    await client.end();
  }
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** The table of a node that reads or stores rows without saying whose. */
function tableOfAnybody(node: PlanNode, keys: ReadonlyMap<string, Key>): string | undefined {
  const table = node["Relation Name"];
  const key = table === undefined ? undefined : keys.get(table);
  if (!key) return undefined;
  if (node["Node Type"] === "ModifyTable") {
    // The rows of an UPDATE or DELETE are found by a node below, which is checked by itself.
    if (node.Operation !== "Insert") return undefined;
    const stored = node.Plans?.[0]?.Output?.[key.index] ?? "";
    return /^\(?\$\d+\)?(::text)?$/.test(stored) || /\.(id|"userId")$/.test(stored) ? undefined : table;
  }
  const isPerson = new RegExp(`^([\\w"]+\\.)?"?${key.column}"? = \\(?\\$\\d+\\)?(::text)?$`);
  const conditions = [node["Index Cond"], node["Recheck Cond"], node.Filter];
  return conditions.some((condition = "") => implies(condition, isPerson)) ? undefined : table;
}

/** Whether a condition holds only where one that matches does. PostgreSQL prints every part of AND and OR in parentheses. */
function implies(condition: string, wanted: RegExp): boolean {
  const inner = /^\((.*)\)$/s.exec(condition)?.[1] ?? condition;
  const all = split(inner, " AND ");
  if (all.length > 1) return all.some((part) => implies(part, wanted));
  const any = split(inner, " OR ");
  if (any.length > 1) return any.every((part) => implies(part, wanted));
  return wanted.test(inner);
}

/** Cuts a text between closed parentheses, outside of any others. */
function split(text: string, separator: " AND " | " OR " | ", "): string[] {
  const parts: string[] = [];
  let depth = 0;
  for (const part of text.split(separator)) {
    parts.push(depth === 0 ? part : `${parts.pop()}${separator}${part}`);
    depth += part.split("(").length - part.split(")").length;
  }
  return parts;
}

/** The texts that record-statements.js wrote down. */
export function readStatements(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as string);
}
