"use client";
import { lazy, Suspense } from "react";
import { PlainFailure } from "../components/shell/plain-failure.tsx";
import { withMessages } from "../components/words/page-messages.ts";

const Failure = lazy(() =>
  withMessages(import("../components/shell/failure.tsx")).then(
    ({ Failure }) => ({ default: Failure }),
    () => ({ default: PlainFailure }),
  ),
);

export default function Failed({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <Suspense>
      <Failure digest={error.digest} retry={retry} />
    </Suspense>
  );
}
