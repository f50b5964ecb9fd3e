import { AgendaError } from "../../contract/problems.ts";
import { isSigned } from "../signing.ts";
import { probeText } from "./probe-text.ts";
import { replyStream } from "./response/reply.ts";
import { withRequestLog } from "./serve.ts";

const mostSeconds = 90;
const mostAtOnce = 4;
/** How far ahead a signature may expire, in milliseconds, so that it cannot be reused later. */
const mostAheadMs = 300_000;

let open = 0;

/**
 * Two lines, the second some seconds after the first: shows `npm run doctor` whether a proxy holds back the first, or gives up
 * before the second. Only for those who know this deployment's secret, because it holds a connection open.
 */
export const probe = withRequestLog("probe", async (request) => {
  const { searchParams } = new URL(request.url);
  const [seconds, until] = [Number(searchParams.get("seconds")), Number(searchParams.get("until"))];
  const signature = request.headers.get("x-agenda-probe") ?? "";
  const isTimely = until > Date.now() && until < Date.now() + mostAheadMs;
  if (!isTimely || !isSigned("probe", probeText(seconds, until), signature))
    throw new AgendaError("not_found", "There is nothing here without this deployment's signature.");
  if (!(seconds >= 0 && seconds <= mostSeconds) || open >= mostAtOnce)
    throw new AgendaError("overloaded", "Too long, or too many of these at once.", { retryAfterSeconds: 5 });
  return (requestId) => replyStream(twoLines(seconds * 1_000), requestId);
});

function twoLines(afterMs: number): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout;
  open += 1;
  const close = () => {
    clearTimeout(timer);
    open -= 1;
  };
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode("first\n"));
      timer = setTimeout(() => {
        controller.enqueue(encoder.encode("last\n"));
        controller.close();
        close();
      }, afterMs).unref();
    },
    cancel: close,
  });
}
