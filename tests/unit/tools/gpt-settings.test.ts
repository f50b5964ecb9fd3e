import { writeFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { readSettings } from "../../../tools/gpt/gpt-settings.ts";

const logto = {
  APP_URL: "https://agenda.example.com/",
  LOGTO_ENDPOINT: "https://auth.example.com",
  LOGTO_GPT_APP_ID: "id",
  LOGTO_GPT_APP_SECRET: "secret",
  GPT_REDIRECT_URI: "http://127.0.0.1:3002/callback",
};

const writeRunning = (running: object) => {
  const file = test.info().outputPath("running.json");
  writeFileSync(file, JSON.stringify(running));
  return file;
};

test("what npm start wrote has the app's address and the client", () => {
  const gpt = { clientId: "id", clientSecret: "secret", redirectUri: "http://127.0.0.1:3002/callback" };
  const file = writeRunning({ url: "http://localhost:3000", identity: { endpoint: "http://localhost:3001" }, gpt });
  expect(readSettings({}, file)).toEqual({
    url: "http://localhost:3000",
    endpoint: "http://localhost:3001",
    credentials: gpt,
  });
});

test("with a real Logto the environment has everything, or the missing variable is named", () => {
  expect(readSettings(logto, "missing")).toEqual({
    url: "https://agenda.example.com",
    endpoint: "https://auth.example.com",
    credentials: { clientId: "id", clientSecret: "secret", redirectUri: "http://127.0.0.1:3002/callback" },
  });
  expect(() => readSettings({ ...logto, GPT_REDIRECT_URI: "" }, "missing")).toThrow("GPT_REDIRECT_URI is missing.");
});

test("without a running app, or without the client's secret, the message says what to do", () => {
  expect(() => readSettings({}, test.info().outputPath("none.json"))).toThrow("Run npm start first");
  const file = writeRunning({ url: "http://localhost:3000", identity: { endpoint: "https://auth.example.com" } });
  expect(() => readSettings({}, file)).toThrow("uses a Logto of its own");
});
