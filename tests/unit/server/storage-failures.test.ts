import { expect, test } from "@playwright/test";
import pg from "pg";
import { AgendaError } from "../../../contract/problems.ts";
import { isDuplicateKey, meaningOf } from "../../../server/storage/failures.ts";

const secret = "what a person wrote";

/** An error of PostgreSQL, as pg throws it. */
function refusal(code: string, message = secret): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError(message, message.length, "error"), { code, severity: "ERROR" });
}

/** The same as thrown by Prisma's adapter, if Prisma has no error of its own for it. */
const adapters = (code: string) =>
  Object.assign(new Error(secret), {
    name: "DriverAdapterError",
    cause: { originalCode: code, kind: "postgres", message: secret },
  });

const codeOf = (thrown: unknown) => (thrown as { code?: string }).code;

for (const [state, what] of Object.entries({
  "08006": "the connection failed",
  "25006": "the server only reads, as after a failover",
  "25P03": "the transaction was idle too long",
  "25P04": "the transaction took too long",
  "28P01": "the password is another now",
  "40001": "two transactions were in each other's way",
  "40P01": "two transactions waited for each other",
  "53300": "there are too many connections",
  "55P03": "a lock was waited for too long",
  "57014": "the statement took too long",
  "57P01": "the server is shut down",
  "57P03": "the server is not there yet",
  "58030": "the server cannot read or write",
}))
  test(`503 with Retry-After where ${what} (${state}), whoever reports it`, () => {
    for (const thrown of [refusal(state), adapters(state)]) {
      const meaning = meaningOf(thrown) as AgendaError;
      expect(meaning).toBeInstanceOf(AgendaError);
      expect(meaning).toMatchObject({ code: "database_unavailable", more: { retryAfterSeconds: 2, cause: state } });
      expect(JSON.stringify([meaning.message, meaning.detail, meaning.more])).not.toContain(secret);
    }
  });

for (const words of [
  "Connection terminated unexpectedly",
  "Client has encountered a connection error and is not queryable",
  "Query read timeout",
  "Cannot call write after a stream was destroyed",
  "getaddrinfo EAI_AGAIN db.example.com",
  "read ECONNRESET",
  "timeout exceeded when trying to connect",
  "Server has closed the connection.",
])
  test(`503 for a connection error: ${words}`, () => {
    expect(meaningOf(new Error(words))).toMatchObject({ code: "database_unavailable" });
  });

for (const words of [
  "server closed the connection unexpectedly",
  "SSL SYSCALL error: EOF detected",
  "could not receive data from server: Connection reset by peer",
  "connection to the remote node postgres@worker:5432 failed",
  "failed to COPY to shard 102008",
])
  test(`503 when the database itself lost another server (XX000): ${words}`, () => {
    expect(codeOf(meaningOf(refusal("XX000", words)))).toBe("database_unavailable");
  });

test("any other error is a defect, logged without its message", () => {
  for (const state of ["23514", "42601", "22P02", "XX000", "25P02"])
    for (const thrown of [refusal(state), adapters(state), refusal(state, `${secret} server closed`)]) {
      if (state === "XX000" && thrown.message !== secret) continue;
      const meaning = meaningOf(thrown) as Error;
      expect(meaning).toMatchObject({ name: "StorageFailure", code: state });
      expect(meaning.message).not.toContain(secret);
    }
});

test("a duplicate key is recognized before and after it was translated", () => {
  for (const thrown of [refusal("23505"), adapters("23505")])
    expect([isDuplicateKey(thrown), isDuplicateKey(meaningOf(thrown))]).toEqual([true, true]);
  expect(isDuplicateKey(meaningOf(refusal("23514")))).toBe(false);
});

test("a write that failed during commit is distinguished from one that stored nothing", () => {
  const detail = (outcome?: "unknown") => (meaningOf(refusal("57P01"), outcome) as AgendaError).detail;
  expect(detail()).toContain("Nothing was changed");
  expect(detail("unknown")).toContain("Look first");
});
