// Plain JavaScript that any Node can parse: explains what to do on a Node that cannot run the TypeScript behind it.
// Usage: node dev/run.js <file.ts> [arguments]
var wanted = 26;
var running = process.versions.node;

if (parseInt(running, 10) < wanted) {
  console.error(
    "This is Node " +
      running +
      "; Agenda Assistant runs on the Node " +
      wanted +
      " that npm ci installs beside it.\n" +
      "Run it through npm (npm start, npm run dev). If npm brought you here, the packages of that Node are missing:\n" +
      "run npm ci again, with optional dependencies included (without --omit=optional).",
  );
  process.exit(1);
}

var file = process.argv.splice(2, 1)[0];
import("node:module").then((module) => {
  // The next run need not compile the same files anew, nor need what this one starts.
  process.env.NODE_COMPILE_CACHE ??= `${import.meta.dirname}/../node_modules/.cache/node`;
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  return import(new URL(`../${file}`, import.meta.url).href);
});
