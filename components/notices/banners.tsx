"use client";
import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { ErrorBanner } from "../controls/error-banner.tsx";
import type { ApiError } from "../sync/api-client.ts";
import { useConnection } from "../sync/connection-state.ts";
import { useOnline } from "../sync/use-online.ts";
import { clock } from "../time/clock-words.ts";
import { weekdayAndDate } from "../time/date-names.ts";
import { useReader } from "../time/reader.ts";
import { wallOf } from "../time/wall-in-zone.ts";
import { inRow } from "../words/listed.ts";

/** Shows problems with the connection to the server. @param isKept whether writes made meanwhile are kept on this device */
export function ConnectionBanner({ isKept = false }: { readonly isKept?: boolean }) {
  const t = useTranslations();
  const { state, asOfMs } = useConnection();
  const isOnline = useOnline();
  const { timeZone, hour12, today, words } = useReader();
  if (state === "signed-out") {
    return (
      <ErrorBanner>
        {t.rich("notices.signedOut", {
          // Never a Link: Next would prefetch it.
          link: (words) => (
            <a className="link" href="/sign-in">
              {words}
            </a>
          ),
        })}
      </ErrorBanner>
    );
  }
  if (isOnline && state !== "lost") return null;
  const asOf = asOfMs === undefined ? undefined : wallOf(asOfMs, timeZone);
  const day = asOf && asOf.date !== today ? [weekdayAndDate(asOf.date, today, words)] : [];
  const age = asOf && t("notices.asOf", { when: inRow([...day, clock(asOf.time, hour12)], t) });
  return (
    <p className="banner" role="status">
      <WifiOff className="icon" aria-hidden="true" />
      <span>
        {t(isOnline ? "notices.noAnswer" : "notices.noNetwork")} {age}{" "}
        {t(isOnline ? "notices.again" : isKept ? "notices.sentLater" : "notices.cannotSave")}
      </span>
    </p>
  );
}

/** A refusal outside any form. */
export interface Refusal {
  readonly words: string;
  /** An alternative action. */
  readonly act?: { readonly words: string; readonly run: () => void } | undefined;
}

export function RefusalBanner({ words, act, onClose }: Refusal & { readonly onClose: () => void }) {
  return (
    <ErrorBanner
      acts={
        act && (
          <button
            className="act"
            type="button"
            onClick={() => {
              onClose();
              act.run();
            }}
          >
            {act.words}
          </button>
        )
      }
      onClose={onClose}
    >
      {words}
    </ErrorBanner>
  );
}

interface ReadProps {
  readonly error: ApiError;
  readonly onRetry: () => void;
}

/** Days that could not be loaded. Those already loaded stay. */
export function ReadBanner({ error, onRetry }: ReadProps) {
  const t = useTranslations();
  return (
    <ErrorBanner onRetry={onRetry}>
      {t("notices.daysUnread", { why: error.message })}{" "}
      <small className="problem">
        {error.status || error.code} {error.requestId}
      </small>
    </ErrorBanner>
  );
}
