import { expect, test } from "@playwright/test";
import { splitStatements } from "../../../dev/postgres/sql-statements.ts";

test("a script is split into its statements, each with the comments before it", () => {
  expect(
    splitStatements("-- First; of two\nCREATE TABLE a (id INT);\n\n/* Second; */ DROP TABLE a;\n-- The end;\n"),
  ).toEqual(["-- First; of two\nCREATE TABLE a (id INT)", "/* Second; */ DROP TABLE a"]);
  expect(splitStatements("SELECT 1")).toEqual(["SELECT 1"]);
  expect(splitStatements(" ;; -- nothing\n")).toEqual([]);
});

for (const [kind, statement] of Object.entries({
  "a string": "SELECT 'a;b', 'it''s; so'",
  "a string with backslashes": "SELECT E'it\\'s; so', 'C:\\'",
  "a name": 'SELECT 1 AS "a;""b;"',
  "a comment at the end of a line": "SELECT 1 -- it's; so\n, 2",
  "a comment over lines": "SELECT /* it's;\n$$ so; */ 1",
  "a body in dollars": "DO $$ BEGIN PERFORM 1; PERFORM 'x'; END $$",
  "a body in dollars with a tag": "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$ SELECT $$a;b$$; $body$",
}))
  test(`a semicolon inside ${kind} does not end a statement`, () => {
    expect(splitStatements(`${statement}; SELECT 2;`)).toEqual([statement, "SELECT 2"]);
  });
