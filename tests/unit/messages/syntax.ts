import { readFileSync } from "node:fs";
import { type ParseResult, parse } from "@babel/parser";

type Program = ParseResult["program"];
const known = new Map<string, Program>();

/** A source's syntax tree. @param source TypeScript, with JSX or without */
export const programOf = (source: string, isJsx: boolean): Program =>
  parse(source, { sourceType: "module", plugins: isJsx ? ["typescript", "jsx"] : ["typescript"] }).program;

/** The same of a file, which is parsed once. */
export function programIn(file: string): Program {
  const program = known.get(file) ?? programOf(readFileSync(file, "utf8"), file.endsWith("x"));
  known.set(file, program);
  return program;
}
