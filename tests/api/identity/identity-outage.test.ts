import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { plainDoor } from "../../harness/api.ts";
import { everyOperation, examples } from "../../harness/every-operation.ts";
import { freshName } from "../../harness/identity-door.ts";
import { type Instance, startInstance } from "../../harness/instance.ts";
import { html, json, redirect, type Say, StandInLogto, silence } from "../../harness/stand-in-logto.ts";

let logto: StandInLogto;
let app: Instance;

test.beforeAll(async () => {
  logto = await StandInLogto.start();
  app = await startInstance({ env: { LOGTO_ENDPOINT: logto.endpoint, LOGTO_GPT_APP_ID: logto.clientId } });
});
test.afterAll(async () => {
  await app.stop();
  await logto.stop();
});

const freshToken = () => randomUUID().replaceAll("-", "");

async function call(token: string) {
  const startedMs = performance.now();
  const response = await fetch(`${app.url}/api/items`, { headers: { authorization: `Bearer ${token}` } });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, headers: response.headers, code: body.code, tookMs: performance.now() - startedMs };
}

/** A timely 503 with Retry-After, and nothing that would make a client discard its tokens. */
async function expectOutage(token: string, what: string): Promise<void> {
  const { status, headers, code, tookMs } = await call(token);
  expect({ status, code }, what).toEqual({ status: 503, code: "identity_unavailable" });
  expect(Number(headers.get("retry-after")), what).toBeGreaterThan(0);
  expect(headers.get("www-authenticate"), what).toBeNull();
  expect(tookMs, what).toBeLessThan(6_000);
}

const broken: Record<string, Say> = {
  "a 500": json(500, { error: "server_error" }),
  "a 404": json(404, {}),
  "a 429": json(429, {}),
  "a 204": (response) => response.writeHead(204).end(),
  "HTML with 200": html(200),
  "HTML with 502": html(502),
  "an empty object": json(200, {}),
  "a list": json(200, ["x"]),
  "a subject that is a number": json(200, { sub: 7 }),
  "an empty subject": json(200, { sub: "" }),
  "more than 64 kB": json(200, { sub: "somebody", picture: "x".repeat(65_536) }),
  "a 401 in HTML": html(401),
  "a 401 that is not about the token": json(401, { message: "Unauthorized" }),
  "a 403 in HTML": html(403),
  "a 403 that is not about the token": json(403, { error: "forbidden" }),
  "a 400 in HTML": html(400),
  "a redirect elsewhere": redirect("http://127.0.0.1:9/"),
  "half an answer": (response) => {
    response.writeHead(200, { "content-length": "100", "content-type": "application/json" });
    response.write('{"sub":', () => response.destroy());
  },
};

for (const [what, me] of Object.entries(broken))
  test(`when /oidc/me answers ${what}, callers are told to wait, not to sign in again`, async () => {
    const token = freshToken();
    logto.knows(token, freshName("sub"), { me });
    await expectOutage(token, what);
  });

test("every operation answers 503 when Logto does not answer", async () => {
  const token = freshToken();
  logto.knows(token, freshName("sub"), { me: json(500, {}) });
  const door = plainDoor({ app: app.url, headers: { authorization: `Bearer ${token}` } });
  for (const { name } of everyOperation)
    expect((await door.refusal(name, examples[name])).code, name).toBe("identity_unavailable");
});

test("a token without the scope openid is refused, with Logto's own error", async () => {
  const token = freshToken();
  logto.knows(token, freshName("sub"), {
    me: json(403, { code: "oidc.insufficient_scope", error: "insufficient_scope" }),
  });
  expect(await call(token)).toMatchObject({ status: 401, code: "unauthorized" });
});

test("a subject that the database would not accept gives no access, without a query", async () => {
  for (const sub of ["a\0b", "a\ud800", "\udfff", "x".repeat(129)]) {
    const token = freshToken();
    logto.knows(token, sub);
    expect(await call(token), JSON.stringify(sub)).toMatchObject({ status: 401, code: "unauthorized" });
  }
});

test("an answer of just under 64 kB is read", async () => {
  const token = freshToken();
  const sub = freshName("sub");
  logto.knows(token, sub, { me: json(200, { sub, picture: "x".repeat(65_000) }) });
  expect((await call(token)).status).toBe(200);
});

test("a redirect of /oidc/me is not followed, even to a valid answer", async () => {
  const [token, other] = [freshToken(), freshToken()];
  logto.knows(other, freshName("sub"));
  logto.knows(token, freshName("sub"), { me: redirect(`${logto.endpoint}/oidc/me`) });
  await expectOutage(token, "redirect");
  expect(logto.count("me", token)).toBe(1);
});

test("when Logto accepts a request and never answers, callers wait at most six seconds", async () => {
  const [slowMe, slowIntrospection, slowBody] = [freshToken(), freshToken(), freshToken()];
  logto.knows(slowMe, freshName("sub"), { me: silence });
  logto.knows(slowIntrospection, freshName("sub"), { introspection: silence });
  logto.knows(slowBody, freshName("sub"), { me: (response) => void response.writeHead(200).write('{"sub":') });
  await Promise.all([slowMe, slowIntrospection, slowBody].map((token) => expectOutage(token, "slow")));
});

test("when introspection fails, userinfo alone gives no access", async () => {
  const answers = {
    "a 500": json(500, {}),
    "a 401, for our own credentials are wrong": json(401, { error: "invalid_client" }),
    HTML: html(200),
    "more than 64 kB": json(200, { active: true, client_id: logto.clientId, padding: "x".repeat(65_536) }),
    "no client": json(200, { active: true }),
  };
  for (const [what, introspection] of Object.entries(answers)) {
    const token = freshToken();
    logto.knows(token, freshName("sub"), { introspection });
    await expectOutage(token, what);
  }
});

test("the log names the cause of a 503 from authentication, and no token", async () => {
  const causes: [Parameters<StandInLogto["knows"]>[2], string][] = [
    [{ introspection: json(401, { error: "invalid_client" }) }, "Logto refuses LOGTO_APP_ID and LOGTO_APP_SECRET"],
    [{ introspection: json(400, { error: "invalid_client" }) }, "Logto refuses LOGTO_APP_ID and LOGTO_APP_SECRET"],
    [{ me: json(502, {}) }, "Logto answered 502"],
    [{ me: html(200) }, "Logto answered something unreadable"],
  ];
  for (const [words, cause] of causes) {
    const token = freshToken();
    logto.knows(token, freshName("sub"), words);
    const requestId = (await call(token)).headers.get("x-request-id") ?? "";
    const line = () =>
      app
        .log()
        .split("\n")
        .find((each) => each.includes(requestId));
    await expect.poll(line).toBeDefined();
    expect(JSON.parse(line() ?? "")).toMatchObject({ status: 503, problem: "identity_unavailable", cause });
    expect(app.log()).not.toContain(token);
  }
});

test("a token that introspection reports as inactive or another program's is refused", async () => {
  for (const body of [{ active: false }, { active: true, client_id: "another" }]) {
    const token = freshToken();
    logto.knows(token, freshName("sub"), { introspection: json(200, body) });
    const { status, headers } = await call(token);
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toContain('error="invalid_token"');
  }
});

test("an outage is not cached: the next call asks again and gets in", async () => {
  const token = freshToken();
  const sub = freshName("sub");
  logto.knows(token, sub, { me: json(500, {}) });
  await expectOutage(token, "500");
  logto.knows(token, sub);
  expect((await call(token)).status).toBe(200);
});

test("while Logto is down, known tokens still work and new ones are told to wait", async () => {
  const [known, fresh] = [freshToken(), freshToken()];
  for (const token of [known, fresh]) logto.knows(token, freshName("sub"));
  expect((await call(known)).status).toBe(200);
  await logto.stop();
  try {
    await expectOutage(fresh, "down");
    expect((await call(known)).status).toBe(200);
  } finally {
    await logto.listen();
  }
  expect((await call(fresh)).status).toBe(200);
});

/** The statuses, without those of calls that were shed: a slow machine cannot answer so many at once in time. */
const outcomes = (calls: readonly Awaited<ReturnType<typeof call>>[]) =>
  new Set(
    calls.filter(({ code = "" }) => !["overloaded", "too_many_reads"].includes(code)).map(({ status }) => status),
  );

test("thirty parallel calls with one token make one call to /oidc/me and one introspection", async () => {
  const token = freshToken();
  logto.knows(token, freshName("sub"));
  const calls = await Promise.all(Array.from({ length: 30 }, () => call(token)));
  expect(outcomes(calls)).toEqual(new Set([200]));
  expect((await call(token)).status).toBe(200);
  expect([logto.count("me", token), logto.count("introspection", token)]).toEqual([1, 1]);
});

test("fifty parallel calls with one invalid token make one call, and the refusal is cached", async () => {
  const token = freshToken();
  const calls = await Promise.all(Array.from({ length: 50 }, () => call(token)));
  expect(outcomes(calls)).toEqual(new Set([401]));
  expect([logto.count("me", token), logto.count("introspection", token)]).toEqual([1, 0]);
});
