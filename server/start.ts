import { EnvError, env } from "../env.ts";
import { startFeed, stopFeed } from "./feed/hub.ts";
import { answerOddRequestsOurselves } from "./http/before-handlers.ts";
import { forgetTokensOf } from "./identity/bearer.ts";
import { checkLogto } from "./identity/discovery.ts";
import { noteDeletion } from "./storage/deletions.ts";
import { startErasing } from "./storage/erasing-job.ts";
import { startWritingSearchTexts } from "./storage/search-texts.ts";

/** Checks the configuration, starts what runs beside requests, and ends it when the process is told to stop. */
export function startServer(): void {
  try {
    env();
  } catch (thrown) {
    if (!(thrown instanceof EnvError)) throw thrown;
    console.error(thrown.message);
    process.exit(1);
  }
  answerOddRequestsOurselves();
  startFeed((userId) => {
    noteDeletion(userId);
    forgetTokensOf(userId);
  });
  startErasing();
  startWritingSearchTexts();
  void logWhatKeepsPeopleOut();
  // Next waits for open connections before it ends; event streams would keep it waiting.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stopFeed());
}

/** Said once, at the start: a request that fails on it later only answers 503. */
async function logWhatKeepsPeopleOut(): Promise<void> {
  const { reasons } = await checkLogto();
  for (const message of reasons)
    console.warn(JSON.stringify({ time: new Date().toISOString(), level: "warn", message }));
}
