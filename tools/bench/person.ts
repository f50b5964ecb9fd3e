import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { signInAtEmbedded } from "../gpt/embedded-sign-in.ts";
import { GptClient } from "../gpt/gpt-client.ts";
import { Visitor } from "../gpt/visitor.ts";
import { connect } from "../mcp/connect.ts";
import { McpSignIn } from "../mcp/sign-in.ts";
import type { Parts } from "./parts.ts";

/** A user with an account, an agenda and a GPT. */
export interface Person {
  readonly username: string;
  readonly password: string;
  readonly gpt: GptClient;
}

/** Creates an account at the identity server; the user's GPT is signed in. */
export async function makePerson(parts: Parts): Promise<Person> {
  const username = `bench_${randomBytes(6).toString("hex")}`;
  const password = randomBytes(9).toString("hex");
  const gpt = new GptClient({
    url: parts.appUrl,
    credentials: parts.gpt,
    authorize: (url) => signInAtEmbedded(url, { username, password, register: true }),
  });
  await gpt.accessToken();
  return { username, password, gpt };
}

/** Signs a person in at the page. @returns what the browser sends with each request */
export async function cookieOf(parts: Parts, { username, password }: Omit<Person, "gpt">): Promise<string> {
  const visitor = new Visitor();
  const start = await visitor.visit(new URL("/sign-in", parts.appUrl));
  const authorize = new URL(start.headers.get("location") ?? "");
  const end = await visitor.visit(await signInAtEmbedded(authorize, { username, password, visitor }));
  if (end.headers.get("location") !== "/") throw new Error(`The sign-in ended at ${end.headers.get("location")}.`);
  return visitor.cookie;
}

/** An access token for the MCP endpoint, obtained with the official client's sign-in. */
export async function mcpTokenOf(parts: Parts, { username, password }: Omit<Person, "gpt">): Promise<string> {
  const signIn = new McpSignIn({
    clientId: parts.mcp.clientId,
    redirectUri: "http://127.0.0.1:3003/callback",
    authorize: (url) => signInAtEmbedded(url, { username, password }),
  });
  await (await connect(parts.mcp.url, signIn)).close();
  return signIn.tokens()?.access_token ?? "";
}

/** Signs a user in using the page's forms, ending on the agenda. */
export async function signInAtPage(page: Page, appUrl: string, person: Omit<Person, "gpt">): Promise<void> {
  await page.goto(appUrl);
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await page.getByLabel("Username").fill(person.username);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`${appUrl}/`);
}
