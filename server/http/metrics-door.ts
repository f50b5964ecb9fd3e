import { hash, timingSafeEqual } from "node:crypto";
import { AgendaError } from "../../contract/problems.ts";
import { env } from "../../env.ts";
import { describeMetrics, isCounting } from "../metrics.ts";
import { replyBody } from "./response/reply.ts";
import { withRequestLog } from "./serve.ts";

/** The metrics, for holders of METRICS_TOKEN. */
export const serveMetrics = withRequestLog("metrics", async (request) => {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN === undefined || !isCounting())
    throw new AgendaError("not_found", "No metrics are kept here: METRICS_TOKEN is not set.");
  if (!isSame(request.headers.get("authorization") ?? "", `Bearer ${METRICS_TOKEN}`))
    throw new AgendaError("unauthorized", "Send METRICS_TOKEN as a bearer token.");
  const text = (await describeMetrics()) ?? ""; // last: it takes longer than everything else here
  const headers = { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" };
  return (requestId) => replyBody(text, { ...headers, "X-Request-Id": requestId });
});

/** Compares hashes, so that timing reveals neither length nor content. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => hash("sha256", text, "buffer"));
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
