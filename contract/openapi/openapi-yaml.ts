import { stringify } from "yaml";
import { type Deployment, describeApi } from "./describe-api.ts";

/** The addresses that `openapi.yaml` in the repository names: those of the embedded default. */
export const embeddedDeployment: Deployment = {
  appUrl: "http://localhost:3000",
  logtoEndpoint: "http://localhost:3001",
};

// Dates and times stay text for readers of YAML 1.1 too.
const options = { lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false, schema: "yaml-1.1" } as const;

/** The same description as YAML, which is what a GPT imports. */
export function openapiYaml(deployment: Deployment): string {
  return `# Generated from contract/ by \`npm run openapi\`. Do not edit.\n${stringify(describeApi(deployment), options)}`;
}
