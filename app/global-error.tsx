"use client";

import "./globals.css";
import { Failure } from "../components/shell/failure.tsx";

/** Stands in for the root layout too, so it brings its own document; the system's faces will do. */
export default function FailedWhole({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Agenda Assistant</title>
        <Failure digest={error.digest} retry={retry} />
      </body>
    </html>
  );
}
