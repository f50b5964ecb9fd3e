"use client";
import { lazy, Suspense } from "react";
import { withMessages } from "../components/words/page-messages.ts";

/** If this cannot be loaded either, global-error.tsx is shown, which needs nothing. */
const Failure = lazy(() =>
  withMessages(import("../components/shell/failure.tsx")).then(({ Failure }) => ({ default: Failure })),
);

export default function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <Suspense>
      <Failure digest={error.digest} retry={retry} />
    </Suspense>
  );
}
