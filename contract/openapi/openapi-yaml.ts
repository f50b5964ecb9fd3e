import { stringify } from "yaml";
import { type Deployment, describeApi } from "./describe-api.ts";

/** The addresses used in the repository's `openapi.yaml`: those of the embedded default. */
export const embeddedDeployment: Deployment = {
  appUrl: "http://localhost:3000",
  logtoEndpoint: "http://localhost:3001",
};

// Keeps dates and times as strings for YAML 1.1 readers too.
const options = { lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false, schema: "yaml-1.1" } as const;

/** The same description as YAML, for import into a GPT. */
export function openapiYaml(deployment: Deployment): string {
  return `# Generated from contract/ by \`npm run openapi\`. Do not edit.\n${stringify(describeApi(deployment), options)}`;
}
