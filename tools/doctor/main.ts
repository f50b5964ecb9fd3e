// `npm run doctor`: examines a deployment, one line per check, with what to do. Changes nothing.
import path from "node:path";
import { parseArgs } from "node:util";
import { withEnvFile } from "../../dev/launch-settings.ts";
import { EnvError } from "../../env.ts";
import { readDeployment } from "./deployment.ts";
import { describeFindings, examine } from "./doctor.ts";
import { type Finding, failed } from "./finding.ts";
import { judgeNode, nothingRuns } from "./local.ts";
import { judgeVariables } from "./variables.ts";

const usage = `npm run doctor -- [--json] [--slow] [--backups <folder>]

--json              the findings as JSON
--slow              spends a minute on whether the proxy waits
--backups <folder>  where backups are written, if not in .data/backups

The exit status is 0 if nothing failed, 1 if something did. LOGTO_M2M_APP_ID and LOGTO_M2M_APP_SECRET (docs: setup:logto) let it
look at what only Logto's Management API shows.`;

const root = path.resolve(import.meta.dirname, "../..");

function readOptions() {
  try {
    const flag = { type: "boolean", default: false } as const;
    return parseArgs({ options: { json: flag, slow: flag, help: flag, backups: { type: "string" } } }).values;
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : thrown}\n${usage}`);
    return undefined;
  }
}

async function find(options: { slow: boolean; backups?: string }): Promise<Finding[]> {
  const variables = () => judgeVariables(withEnvFile(root, process.env));
  try {
    const deployment = readDeployment(root, process.env, { isSlow: options.slow, backups: options.backups });
    return deployment ? await examine(deployment) : [judgeNode(process.versions.node), ...variables(), nothingRuns];
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    const problems = thrown.problems.map((problem) => {
      const [name = "", ...words] = problem.split(" ");
      return failed(name, words.join(" "), "Set it in .env or the environment, then run this again.");
    });
    return [...variables(), ...problems];
  }
}

const options = readOptions();
if (!options) process.exitCode = 2;
else if (options.help) console.log(usage);
else {
  const findings = await find(options);
  const isWell = findings.every(({ state }) => state !== "failed");
  console.log(options.json ? JSON.stringify({ isWell, findings }, null, 2) : describeFindings(findings));
  process.exitCode = isWell ? 0 : 1;
}
