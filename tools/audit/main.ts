// `npm run audit`: whether a shipped package has a known vulnerability. Part of `npm run check`, so it fails only if one is known:
// offline, or with a registry that offers no audits, it says that it could not ask.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { judgeAudit } from "./judge-audit.ts";

const npm = process.env.npm_execpath;
const question = ["audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=15000"];
const [command, ...parameters] = npm ? [process.execPath, npm, ...question] : ["npm", ...question];
const { stdout } = spawnSync(command, parameters, {
  cwd: path.resolve(import.meta.dirname, "../.."),
  encoding: "utf8",
  maxBuffer: 2 ** 26,
  timeout: 30_000,
});
const { isWell, says } = judgeAudit(stdout ?? "");
console.log(says);
process.exitCode = isWell ? 0 : 1;
