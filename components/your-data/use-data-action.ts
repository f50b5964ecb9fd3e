import { useTranslations } from "next-intl";
import type { Translator } from "../../messages/translator.ts";
import { useAttempt } from "../actions/use-attempt.ts";
import type { ApiError } from "../sync/api-client.ts";

/** `useAttempt`, with words that say what was not done. */
export function useDataAction() {
  const t = useTranslations();
  const { attempt, setFailure, ...state } = useAttempt();
  return {
    ...state,
    /** @param what what did not happen if it fails @param say a message for failures where that would be wrong */
    attempt: (
      work: () => Promise<void>,
      what: Attempted,
      say: (thrown: ApiError) => string | undefined = () => undefined,
    ) => attempt(work, (thrown) => say(thrown) ?? wordsOf(thrown, what, t)),
    forgetFailure: () => setFailure(undefined),
  };
}

/** What did not happen: the file was not read, imported or undone, no address created or revoked, nothing deleted. */
type Attempted = "read" | "taken" | "undone" | "made" | "ended" | "deleted";

function wordsOf(error: ApiError, what: Attempted, t: Translator): string {
  if (error.code === "offline") return t("your-data.failed", { why: "offline", what });
  if (error.status === 401) return t("your-data.failed", { why: "signedOut", what });
  return t("your-data.nothingChanged", { why: error.message });
}
