import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { openapiYaml } from "../../../contract/openapi/openapi-yaml.ts";
import { operationsOf, readOpenApi } from "../../../tools/gpt/read-openapi.ts";
import { running } from "../../harness/running.ts";

const document = readOpenApi(readFileSync("openapi.yaml", "utf8"));

test("the served description is the same, with this deployment's own addresses", async () => {
  const response = await fetch(new URL("/openapi.yaml", running.url));
  expect(response.headers.get("content-type")).toMatch(/yaml/);
  const deployment = { appUrl: running.url, logtoEndpoint: running.identity.endpoint };
  expect(await response.text()).toBe(openapiYaml(deployment));
});

test("/connect says how many operations the importer will list", async () => {
  const page = await (await fetch(new URL("/connect", running.url))).text();
  const [, count] = /It names (?:<!-- -->)?(\d+)/.exec(page) ?? [];
  expect(Number(count)).toBe([...operationsOf(document)].length);
});

test("every operation has its handler at its path", async () => {
  for (const { path, method } of operationsOf(document)) {
    const response = await fetch(new URL(path.replace("{id}", "01kaqv7m3x9d"), running.url), {
      method: method.toUpperCase(),
    });
    expect(response.status, `${method} ${path}`).toBe(401); // neither 404 nor 405
  }
});
