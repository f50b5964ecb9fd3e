import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { stringify } from "yaml";
import { signInAtEmbedded } from "../../../tools/gpt/embedded-sign-in.ts";
import { GptClient, GptRefusal, type TokenStore } from "../../../tools/gpt/gpt-client.ts";
import type { Tokens } from "../../../tools/gpt/oauth.ts";
import { endpoint, freshPerson, statusAtMe } from "../../harness/identity-door.ts";
import { running } from "../../harness/running.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const say: Answer = (_request, response) => {
  response.setHeader("content-type", "application/json").end(JSON.stringify({ done: true }));
};

/** A minimal action of another app, to test ChatGPT's rules; sign-in uses the embedded server. */
async function startAction(
  answer: Answer,
  schema: object = { type: "object", properties: { text: { type: "string" } } },
) {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    if (request.url === "/openapi.yaml") return response.end(openApi());
    requests.push(request.headers);
    answer(request.resume(), response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const openApi = () =>
    stringify({
      openapi: "3.1.0",
      servers: [{ url }],
      paths: {
        "/notes": {
          post: {
            operationId: "makeNote",
            requestBody: { content: { "application/json": { schema } } },
            responses: {},
          },
        },
      },
      components: {
        securitySchemes: {
          oauth: {
            type: "oauth2",
            flows: {
              authorizationCode: {
                authorizationUrl: `${endpoint}/oidc/auth?prompt=consent`,
                tokenUrl: `${endpoint}/oidc/token`,
                scopes: { openid: "who", offline_access: "stay" },
              },
            },
          },
        },
      },
    });
  const seen: URL[] = [];
  let kept: Tokens | undefined;
  const tokens: TokenStore = {
    read: () => kept,
    write: (value) => {
      kept = value;
    },
  };
  const person = freshPerson();
  const client = new GptClient({
    url,
    credentials: running.gpt,
    tokens,
    authorize: async (authorizationUrl) => {
      seen.push(authorizationUrl);
      return signInAtEmbedded(authorizationUrl, { ...person, register: seen.length === 1 });
    },
  });
  return { url, client, requests, seen, tokens, close: () => server.close() };
}

test("the client signs in by authorization code with state, without PKCE, and keeps prompt=consent", async () => {
  const { client, requests, seen, tokens, close } = await startAction(say);
  expect(await client.call("makeNote", { text: "hello" })).toMatchObject({ status: 200, body: { done: true } });
  const params = Object.fromEntries(seen[0]?.searchParams ?? []);
  expect(Object.keys(params).sort()).toEqual(
    ["client_id", "prompt", "redirect_uri", "response_type", "scope", "state"].sort(),
  );
  expect(params).toMatchObject({ prompt: "consent", response_type: "code", scope: "openid offline_access" });
  expect(tokens.read()?.scope).toBe("openid offline_access");
  expect(await statusAtMe(requests[0]?.authorization?.replace("Bearer ", "") ?? "")).toBe(200);
  close();
});

test("the client sends ChatGPT's headers and no custom ones", async () => {
  const { client, requests, close } = await startAction(say);
  await client.call("makeNote", { text: "hello" });
  const transport = ["host", "connection", "content-length", "accept", "accept-language", "accept-encoding"];
  const own = ["authorization", "content-type", "openai-conversation-id", "openai-ephemeral-user-id", "openai-gpt-id"];
  expect(Object.keys(requests[0] ?? {}).sort()).toEqual([...transport, ...own, "sec-fetch-mode", "user-agent"].sort());
  expect(requests[0]?.["openai-conversation-id"]).toBe(client.conversationId);
  close();
});

test("after a 401 the client refreshes, repeats the call once and does not ask the user again", async () => {
  const { client, requests, seen, close } = await startAction((request, response) => {
    if (requests.length === 1) return response.writeHead(401).end();
    say(request, response);
  });
  expect((await client.call("makeNote")).status).toBe(200);
  expect(requests).toHaveLength(2);
  expect(requests[1]?.authorization).not.toBe(requests[0]?.authorization);
  expect(seen).toHaveLength(1);
  close();
});

test("a second 401 is returned as the answer", async () => {
  const { client, requests, close } = await startAction((_request, response) => response.writeHead(401).end());
  expect((await client.call("makeNote")).status).toBe(401);
  expect(requests).toHaveLength(2);
  close();
});

test("an expired token is refreshed before the call, and refused tokens lead back to the sign-in", async () => {
  const { client, requests, seen, tokens, close } = await startAction(say);
  await client.call("makeNote");
  const first = tokens.read() as Tokens;
  tokens.write({ ...first, expiresAtMs: Date.now() });
  await client.call("makeNote");
  expect(requests[1]?.authorization).not.toBe(requests[0]?.authorization);
  expect(seen).toHaveLength(1);
  tokens.write({ ...first, expiresAtMs: Date.now(), refreshToken: "revoked" });
  expect((await client.call("makeNote")).status).toBe(200);
  expect(seen).toHaveLength(2);
  close();
});

test("concurrent calls sign in once", async () => {
  const { client, seen, close } = await startAction(say);
  const answers = await Promise.all([client.call("makeNote"), client.call("makeNote"), client.call("makeNote")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(seen).toHaveLength(1);
  close();
});

test("a request of 100,000 characters is not sent, one of 99,999 is", async () => {
  const { client, requests, close } = await startAction(say);
  const envelope = `/notes${JSON.stringify({ text: "" })}`.length;
  const ofLength = (characters: number) => ({ text: "x".repeat(characters - envelope) });
  await expect(client.call("makeNote", ofLength(100_000))).rejects.toThrow(GptRefusal);
  expect(requests).toHaveLength(0);
  expect((await client.call("makeNote", ofLength(99_999))).status).toBe(200);
  close();
});

test("an answer of 100,000 characters is not accepted, one of 99,999 is", async () => {
  let characters = 99_999;
  const { client, close } = await startAction((_request, response) => response.end("é".repeat(characters)));
  expect((await client.call("makeNote")).body).toHaveLength(99_999);
  characters = 100_000;
  await expect(client.call("makeNote")).rejects.toThrow(GptRefusal);
  close();
});

test("a schema that ChatGPT would not import is not used", async () => {
  const { client, requests, close } = await startAction(say, { type: "array", items: { type: "string" } });
  await expect(client.call("makeNote")).rejects.toThrow("its request body is not a JSON object");
  expect(requests).toHaveLength(0);
  close();
});

test("a callback with another state is refused", async () => {
  const { url, requests, close } = await startAction(say);
  const client = new GptClient({
    url,
    credentials: running.gpt,
    authorize: async (authorizationUrl) => {
      const callback = await signInAtEmbedded(authorizationUrl, freshPerson());
      callback.searchParams.set("state", "someone else's");
      return callback;
    },
  });
  await expect(client.call("makeNote")).rejects.toThrow("the callback does not belong to this sign-in");
  expect(requests).toHaveLength(0);
  close();
});
