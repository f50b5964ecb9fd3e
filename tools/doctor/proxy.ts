import { probeText } from "../../server/http/probe-text.ts";
import { signWith } from "../../server/signing.ts";
import { type Deployment, type Finding, failed, ok, skipped, warning } from "./finding.ts";
import { type Answer, ask, objectIn, statusOf } from "./http.ts";

/** How the proxy in front of the app handles requests and answers. */
export async function examineProxy(deployment: Deployment): Promise<Finding[]> {
  return Promise.all([
    examineHost(deployment),
    examineBody(deployment),
    examineStream(deployment),
    examineWait(deployment),
  ]);
}

async function examineHost({ settings: { APP_URL } }: Deployment): Promise<Finding> {
  const answer = await ask(`${APP_URL}/mcp`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
  });
  if ("status" in answer && answer.status === 401) return ok("Host header", "passed on");
  return objectIn(answer).code === "cross_site_request"
    ? failed(
        "Host header",
        "the app sees another Host than APP_URL's: no MCP client can enter",
        "Have the proxy pass Host on (nginx: proxy_set_header Host $host), and set APP_URL to what people open.",
      )
    : failed("Host header", `/mcp ${statusOf(answer)} where 401 was due`, "Have the proxy pass /mcp on to the app.");
}

const largestBody = 5_000_000;

/** Without a token, so the app refuses it and stores nothing; a proxy that limits bodies refuses it differently. */
async function examineBody({ settings: { APP_URL } }: Deployment): Promise<Finding> {
  const init = { method: "POST", headers: { "content-type": "text/calendar" }, body: "x".repeat(largestBody) };
  const answer = await ask(`${APP_URL}/api/import`, init, 30_000);
  if ("status" in answer && objectIn(answer).code !== undefined) return ok("bodies of 5 MB", "let through");
  const todo = "Let bodies of 5 MB through to /api/import (nginx: client_max_body_size 6m).";
  return "status" in answer && answer.status === 413
    ? failed("bodies of 5 MB", "the proxy cuts them: calendar files cannot be imported", todo)
    : warning("bodies of 5 MB", `/api/import ${statusOf(answer)}`, todo);
}

async function examineStream(deployment: Deployment): Promise<Finding> {
  const { answer, betweenMs } = await openProbe(deployment, 1);
  if ("failure" in answer || answer.status !== 200) return judgeProbe("event streams", answer);
  return betweenMs > 150
    ? ok("event streams", "arrive as they are sent")
    : failed(
        "event streams",
        "the proxy holds them back: open pages do not change by themselves",
        "Switch buffering and compression off for /api/feed and /mcp (nginx: proxy_buffering off).",
      );
}

async function examineWait(deployment: Deployment): Promise<Finding> {
  const check = "slow answers";
  if (!deployment.isSlow) return skipped(check, "takes 65 s: run it with --slow");
  const { answer, isWhole } = await openProbe(deployment, 65);
  if ("status" in answer && answer.status === 200 && isWhole) return ok(check, "waited for");
  if ("status" in answer && answer.status === 404) return judgeProbe(check, answer);
  return warning(
    check,
    "the proxy gives up on an answer that takes 65 s",
    "Have it wait 120 s for /api/import, and keep idle streams open (nginx: proxy_read_timeout 120s).",
  );
}

function judgeProbe(check: string, answer: Answer): Finding {
  return "status" in answer && answer.status === 404
    ? failed(
        check,
        "the running app does not know the LOGTO_COOKIE_SECRET that is set here, or is another version",
        "Restart the app with these variables, or run this with the app's.",
      )
    : warning(check, `/api/probe ${statusOf(answer)}`, "Have the proxy pass /api on to the app.");
}

/** Asks for two lines, some seconds apart. @returns `betweenMs` from the first byte to the end */
async function openProbe({ settings }: Deployment, seconds: number) {
  const { APP_URL, LOGTO_COOKIE_SECRET } = settings;
  const until = Date.now() + 120_000;
  const signature = signWith(LOGTO_COOKIE_SECRET, "probe", probeText(seconds, until));
  let firstMs = 0;
  let text = "";
  try {
    const response = await fetch(`${APP_URL}/api/probe?seconds=${seconds}&until=${until}`, {
      headers: { "x-agenda-probe": signature },
      redirect: "manual",
      signal: AbortSignal.timeout(seconds * 1_000 + 15_000),
    });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      firstMs ||= performance.now();
      text += decoder.decode(chunk);
    }
    const answer: Answer = { status: response.status, headers: response.headers, text };
    return { answer, betweenMs: performance.now() - firstMs, isWhole: text === "first\nlast\n" };
  } catch (thrown) {
    return { answer: { failure: (thrown as Error).message }, betweenMs: 0, isWhole: false };
  }
}
