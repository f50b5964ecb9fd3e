import { EnvError, env, isDevelopment } from "../env.ts";
import { countStreams, startFeed, stopFeed } from "./feed/hub.ts";
import { endConnections, standBeforeNext } from "./http/before-handlers.ts";
import { logFailure } from "./http/log.ts";
import { checkLogto } from "./identity/logto/discovery.ts";
import { forgetTokensOf } from "./identity/tokens/token-cache.ts";
import { startCheckingReminded } from "./identity/web/reminded-timer.ts";
import { startErasingTimer } from "./jobs/erasing-timer.ts";
import { takeOverStreams, writeLine } from "./log-lines.ts";
import { type Gauges, openMetrics } from "./metrics.ts";
import { remindersAge, startReminders } from "./reminders/reminder-timer.ts";
import { poolUse } from "./storage/database.ts";
import { noteDeletion } from "./storage/people/deletions.ts";
import { startWritingSearchTexts } from "./storage/search/search-texts.ts";
import { countWaiting } from "./waiting.ts";

/** Checks the configuration, starts the background work, and stops it on shutdown. */
export async function startServer(): Promise<void> {
  try {
    env();
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    console.error(thrown.message);
    process.exit(1);
  }
  if (!isDevelopment) takeOverStreams();
  // Next handles both events, logs the error's own message, and continues.
  process.on("uncaughtExceptionMonitor", (thrown) => logFailure(undefined, thrown));
  process.on("unhandledRejection", (thrown) => logFailure(undefined, thrown));
  if (env().METRICS_TOKEN !== undefined) openMetrics(gauges);
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER } = env();
  const isSampledByEnv = OTEL_TRACES_SAMPLER !== undefined;
  const stopTraces =
    OTEL_EXPORTER_OTLP_ENDPOINT && (await import("./trace-export.ts")).exportTraces({ isSampledByEnv });
  standBeforeNext();
  startFeed((userId) => {
    noteDeletion(userId);
    forgetTokensOf(userId);
  });
  startErasingTimer();
  startReminders();
  startCheckingReminded();
  startWritingSearchTexts();
  void logWhatKeepsPeopleOut();
  // Next waits for open connections before it exits; event streams would block that.
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      endConnections();
      void stopFeed();
      if (stopTraces) void stopTraces();
    });
}

/** What is read when the metrics are requested. */
const gauges: Gauges = {
  agenda_feed_streams: ["Open event streams: pages that change by themselves", countStreams],
  agenda_reminders_age_seconds: ["How long ago all reminders that were due were last planned and sent", remindersAge],
  agenda_requests_waiting: ["Requests that wait for their person's turn or for Logto", countWaiting],
  db_client_connection_count: [
    "Open connections of the pool, by whether somebody uses them",
    () => ({ used: poolUse().used, idle: poolUse().idle }),
  ],
  db_client_connection_pending_requests: ["Requests that wait for a connection", () => poolUse().waiting],
};

const lookAgainMs = 10_000;

/**
 * Logs problems with Logto or its settings and rechecks until there are none: a request that fails because of them only answers
 * 503. The same problem is not logged twice.
 */
async function logWhatKeepsPeopleOut(said: readonly string[] = []): Promise<void> {
  const { reasons } = await checkLogto();
  for (const message of reasons.filter((reason) => !said.includes(reason))) writeLine("warn", { message });
  if (reasons.length > 0) setTimeout(() => void logWhatKeepsPeopleOut(reasons), lookAgainMs).unref();
}
/** Logs why a page could not be rendered, under the id it shows. */
export const logPageFailure = (thrown: unknown): void => logFailure(undefined, thrown);
