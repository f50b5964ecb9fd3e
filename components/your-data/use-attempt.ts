import { useState } from "react";
import { ApiError } from "../sync/api-client.ts";

/** One action at a time, with the message of its failure. */
export function useAttempt() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  /** @param what what did not happen if it fails @param say a message for failures where that would be wrong */
  async function attempt(
    work: () => Promise<void>,
    what: string,
    say: (thrown: ApiError) => string | undefined = () => undefined,
  ): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(say(thrown) ?? wordsOf(thrown, what));
    } finally {
      setBusy(false);
    }
  }
  return { busy, failure, attempt, forgetFailure: () => setFailure(undefined) };
}

function wordsOf(error: ApiError, what: string): string {
  if (error.code === "offline") return `No network, so ${what}. Nothing is lost.`;
  if (error.status === 401) return `You are signed out here, so ${what}. Sign in again, then repeat it.`;
  return `${error.message} Nothing was changed.`;
}
