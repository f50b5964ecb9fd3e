import { useState } from "react";
import { ApiError } from "../sync/api-client.ts";

/** One action at a time, with the words of its failure. */
export function useAttempt<Words = string>() {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Words>();

  async function attempt(work: () => Promise<void>, wordsOf: (error: ApiError) => Words): Promise<void> {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(wordsOf(thrown));
    } finally {
      setIsBusy(false);
    }
  }
  return { isBusy, failure, setFailure, attempt };
}
