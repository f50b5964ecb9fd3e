/**
 * Tokens in which a semicolon does not end a statement: comments, quoted names, strings (E'' with backslashes), dollar-quoted
 * bodies.
 */
const opaque =
  /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|(?<![\w$])(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1/g;

/**
 * Splits an SQL script into statements, each with the comments before it.
 * @see https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitStatements(script: string): string[] {
  // Blanks these tokens out at the same length, so that offsets stay valid.
  const plain = script.replace(opaque, (text) => " ".repeat(text.length));
  const statements: string[] = [];
  let start = 0;
  for (let end = plain.indexOf(";"); start < plain.length; end = plain.indexOf(";", start)) {
    const stop = end === -1 ? plain.length : end;
    // No statement consists only of such tokens, unless they are comments, so a blank part is not sent.
    if (plain.slice(start, stop).trim() !== "") statements.push(script.slice(start, stop).trim());
    start = stop + 1;
  }
  return statements;
}
