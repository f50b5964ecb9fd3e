import { Document, isScalar, visit } from "yaml";
import { type Deployment, describeApi } from "./describe-api.ts";

/** The addresses used in the repository's `openapi.yaml`: those of the embedded default. */
export const embeddedDeployment: Deployment = {
  appUrl: "http://localhost:3000",
  logtoEndpoint: "http://localhost:3001",
};

// Keeps dates and times as strings for YAML 1.1 readers too.
const options = { lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false, schema: "yaml-1.1" } as const;

/** The same description as YAML, for import into a GPT. Lists of words stand on one line, which saves their indentation. */
export function openapiYaml(deployment: Deployment): string {
  const document = new Document(describeApi(deployment), options);
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar);
    },
  });
  return `# Generated from contract/ by \`npm run openapi\`. Do not edit.\n${document.toString(options)}`;
}
