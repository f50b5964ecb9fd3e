// `npm run sbom`: what is shipped, as CycloneDX, from the lockfile. (npm's own sbom leaves out what developers' tools use as well.)
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const lockSchema = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      dev: z.boolean().optional(),
    }),
  ),
});

const file = path.resolve(import.meta.dirname, "../package-lock.json");
const { name, version, packages } = lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const components = Object.entries(packages)
  .filter(([place, { dev }]) => place !== "" && !dev)
  .map(([place, { version = "", license, integrity }]) => {
    const of = place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const purl = `pkg:npm/${of.replace("@", "%40")}@${version}`;
    return {
      type: "library",
      name: of,
      version,
      purl,
      "bom-ref": `${purl}#${place}`,
      ...(license && { licenses: [{ expression: license }] }),
      ...(integrity?.startsWith("sha512-") && {
        hashes: [{ alg: "SHA-512", content: Buffer.from(integrity.slice(7), "base64").toString("hex") }],
      }),
    };
  });
const metadata = { component: { type: "application", name, version, "bom-ref": name } };
console.log(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components }, null, 2));
