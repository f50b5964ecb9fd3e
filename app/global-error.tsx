"use client";

import "./globals.css";
import { PlainFailure } from "../components/shell/plain-failure.tsx";

/** Replaces the root layout too, so it has its own document; system fonts are enough. */
export default function FailedWhole({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Agenda Assistant</title>
        <PlainFailure digest={error.digest} retry={retry} />
      </body>
    </html>
  );
}
