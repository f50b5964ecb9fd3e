import { Document, isMap, isScalar, visit } from "yaml";
import { type Deployment, describeApi } from "./describe-api.ts";

/** The addresses used in the repository's `openapi.yaml`: those of the embedded default. */
export const embeddedDeployment: Deployment = {
  appUrl: "http://localhost:3000",
  logtoEndpoint: "http://localhost:3001",
};

// Keeps dates and times as strings for YAML 1.1 readers too.
const options = { aliasDuplicateObjects: false, schema: "yaml-1.1" } as const;
const written = { lineWidth: 0, indentSeq: false, flowCollectionPadding: false } as const;

/** The same description as YAML, for import into a GPT. Lists of words, and the parts common to all problems, take one line each. */
export function openapiYaml(deployment: Deployment): string {
  const document = new Document(describeApi(deployment), options);
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar);
    },
    Map: (_, node) => {
      if (isMap(node) && node.has("application/problem+json")) node.flow = true;
    },
  });
  return `# Generated from contract/ by \`npm run openapi\`. Do not edit.\n${document.toString(written)}`;
}
