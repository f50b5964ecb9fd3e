/** What may hold a semicolon that ends nothing: a comment, a quoted name, a string (E'' with backslashes), a dollar-quoted body. */
const opaque =
  /--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"]|"")*"|(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|(?<![\w$])(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?\1/g;

/**
 * The statements of an SQL script, in order, each with the comments before it.
 * @see https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function splitStatements(script: string): string[] {
  // What is opaque becomes blanks of the same length, so places in one text are places in the other.
  const plain = script.replace(opaque, (text) => " ".repeat(text.length));
  const statements: string[] = [];
  let start = 0;
  for (let end = plain.indexOf(";"); start < plain.length; end = plain.indexOf(";", start)) {
    const stop = end === -1 ? plain.length : end;
    // Whatever is opaque but a comment may stand alone in no statement, so blanks are nothing to send.
    if (plain.slice(start, stop).trim() !== "") statements.push(script.slice(start, stop).trim());
    start = stop + 1;
  }
  return statements;
}
