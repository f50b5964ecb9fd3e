import { writeFile } from "node:fs/promises";
import path from "node:path";
import { embeddedDeployment, openapiYaml } from "../contract/openapi/openapi-yaml.ts";

// npm run openapi: writes openapi.yaml from the contract.
await writeFile(path.resolve(import.meta.dirname, "../openapi.yaml"), openapiYaml(embeddedDeployment));
