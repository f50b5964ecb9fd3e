import { test } from "@playwright/test";

/** Gives the tests of a file a deployment's settings. Later files of the same process start programs with their own. */
export function configure(more: Readonly<Record<string, string>> = {}): void {
  const known = { ...process.env };
  test.beforeAll(() => {
    Object.assign(process.env, {
      APP_URL: "https://agenda.example.com",
      DATABASE_URL: "postgresql://agenda@127.0.0.1:9/agenda",
      LOGTO_ENDPOINT: "https://auth.example.com",
      LOGTO_APP_ID: "web",
      LOGTO_APP_SECRET: "secret",
      LOGTO_COOKIE_SECRET: "secret".repeat(6),
      LOGTO_GPT_APP_ID: "gpt",
      ...more,
    });
  });
  test.afterAll(() => {
    process.env = known;
  });
}
