import type pg from "pg";
import { isCounting, noteWait } from "../metrics.ts";
import { isRecording, isTracing, keepRequest, startCall } from "../tracing.ts";

/** A callback of pg's, which passes an error first. */
type Callback = (thrown: unknown, ...rest: unknown[]) => void;

/** Measures how long requests wait for a connection of this pool, and traces the statements that they send. */
export function observePool(pool: pg.Pool): void {
  if (!isTracing() && !isCounting()) return;
  const connect = pool.connect.bind(pool) as (callback?: Callback) => Promise<pg.PoolClient>;
  const connectTimed = (callback?: Callback) => {
    const startedMs = performance.now();
    const note = () => noteWait("database connection", startedMs);
    if (!callback) return connect().finally(note);
    // Called by whichever request returns a connection.
    const kept = keepRequest((thrown: unknown, ...rest: unknown[]) => {
      note();
      callback(thrown, ...rest);
    });
    return connect(kept);
  };
  pool.connect = connectTimed as typeof pool.connect;
  if (isTracing()) pool.on("connect", traceStatements);
}

/** Every statement, Prisma's included, goes through this method, with a callback or without. */
function traceStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...parameters: unknown[]) => unknown;
  const traced = (statement: string | pg.QueryConfig, ...parameters: unknown[]) => {
    if (!isRecording()) return query(statement, ...parameters);
    const { name, attributes } = summaryOf(typeof statement === "string" ? statement : statement.text);
    const end = startCall(name, attributes);
    const done = (thrown?: unknown) => end?.({ errorType: thrown ? errorTypeOf(thrown) : undefined });
    const last = parameters.at(-1);
    if (typeof last === "function")
      return query(statement, ...parameters.slice(0, -1), (thrown: unknown, ...rest: unknown[]) => {
        done(thrown);
        (last as Callback)(thrown, ...rest);
      });
    const answer = query(statement, ...parameters);
    if (answer instanceof Promise) answer.then(() => done(), done);
    else done();
    return answer;
  };
  client.query = traced as typeof client.query;
}

/** SQLSTATE or the system's error code. The message may quote user data. */
function errorTypeOf(thrown: unknown): string {
  const { code, name } = thrown as { code?: unknown; name?: unknown };
  return typeof code === "string" ? code : String(name ?? "unknown");
}

interface Summary {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const whatIsWritten = /\b(INSERT|UPDATE|DELETE)\s+(?:INTO\s+|FROM\s+)?(?:"public"\.)?"(\w+)"/i;

const summaries = new Map<string, Summary>();
const mostSummaries = 1_000;

/** A statement's verb and table, without the rest. @see OpenTelemetry's `db.query.summary` */
export function summaryOf(text: string): Summary {
  const known = summaries.get(text);
  if (known) return known;
  const [verb = "statement"] = /[A-Z]+/i.exec(text) ?? [];
  const isWith = verb.toUpperCase() === "WITH";
  const [, written, target] = (isWith && whatIsWritten.exec(text)) || [];
  const operation = (isWith ? (written ?? "SELECT") : verb).toUpperCase();
  const [, first] = /\b(?:FROM|INTO|UPDATE)\s+(?:"public"\.)?"(\w+)"/i.exec(text) ?? [];
  const table = target ?? first;
  const name = [operation, table].filter(Boolean).join(" ");
  const summary: Summary = {
    name,
    attributes: {
      "db.system.name": "postgresql",
      "db.operation.name": operation,
      "db.query.summary": name,
      ...(table !== undefined && { "db.collection.name": table }),
    },
  };
  if (summaries.size < mostSummaries) summaries.set(text, summary);
  return summary;
}
