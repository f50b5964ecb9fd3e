import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Translator } from "../../messages/translator.ts";
import { ApiError } from "../sync/api-client.ts";

/** One action at a time, with the message of its failure. */
export function useAttempt() {
  const t = useTranslations();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();

  /** @param what what did not happen if it fails @param say a message for failures where that would be wrong */
  async function attempt(
    work: () => Promise<void>,
    what: Attempted,
    say: (thrown: ApiError) => string | undefined = () => undefined,
  ): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      setFailure(say(thrown) ?? wordsOf(thrown, what, t));
    } finally {
      setBusy(false);
    }
  }
  return { busy, failure, attempt, forgetFailure: () => setFailure(undefined) };
}

/** What did not happen: the file was not read, imported or undone, no address created or revoked, nothing deleted. */
type Attempted = "read" | "taken" | "undone" | "made" | "ended" | "deleted";

function wordsOf(error: ApiError, what: Attempted, t: Translator): string {
  if (error.code === "offline") return t("your-data.failed", { why: "offline", what });
  if (error.status === 401) return t("your-data.failed", { why: "signedOut", what });
  return t("your-data.nothingChanged", { why: error.message });
}
