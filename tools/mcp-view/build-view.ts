import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { languages } from "../../contract/languages.ts";

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), "utf8");
const hashOf = (text: string) => `'sha256-${hash("sha256", text, "base64")}'`;

/** What the view says, per language and key. */
const catalogs = () =>
  Object.fromEntries(
    languages.map((language) => {
      const messages: Record<string, object> = JSON.parse(read(`../../messages/${language}.json`));
      const own = Object.entries(messages["inline-view"] ?? {});
      return [language, Object.fromEntries(own.map(([key, words]) => [`inline-view.${key}`, words]))];
    }),
  );

/** Drops types, comments and the import between the two files from the script that is sent. */
function plainScript(): string {
  const sources = ["host.ts", "view.ts"].map((name) => stripTypeScriptTypes(read(name)));
  const lines = sources
    .join("\n")
    .replaceAll(/^import .*$/gm, "")
    .replaceAll(/^export /gm, "")
    .replaceAll(/\/\*\*[\s\S]*?\*\//g, "")
    .split("\n");
  const kept = lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("//"));
  return `(() => {"use strict";\nconst catalogs = ${JSON.stringify(catalogs())};\n${kept.join("\n")}\n})();`;
}

/**
 * The view as one self-contained page: its policy allows exactly its own style and script, by hash, and no requests.
 * `{{appUrl}}` in it is replaced by the agenda's address when it is read.
 */
export function buildView(): string {
  const style = read("view.css").replaceAll(/\s+/g, " ").trim();
  const script = plainScript();
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="agenda-url" content="{{appUrl}}/">
<title>Agenda</title>
<style>${style}</style>
</head>
<body>
<section aria-labelledby="title">
<h1 id="title"></h1>
<p id="words"></p>
<div id="days"></div>
<footer>
<p id="said" role="status"></p>
<button type="button" id="undo" hidden></button>
<button type="button" id="open"></button>
</footer>
</section>
<script>${script}</script>
</body>
</html>
`;
}

/** The module through which the app serves it. */
export const writeModule = (html: string): string =>
  `// Written by \`npm run view\` from tools/mcp-view/: change it there.\nexport const viewHtml = ${JSON.stringify(html)};\n`;
