"use client";

import "./globals.css";
import { StatePage } from "../components/shell/state-page.tsx";

/**
 * Replaces the root layout too, so it has its own document; system fonts are enough. It speaks English: where the layout failed, no messages
 * have come.
 */
export default function FailedWhole({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Agenda Assistant</title>
        <StatePage
          title="This page could not be shown."
          acts={
            <>
              <button className="button is-main" type="button" onClick={retry}>
                Try again
              </button>
              <a className="act is-quiet" href="/">
                Open the agenda
              </a>
            </>
          }
          code={error.digest && `500, id ${error.digest}`}
        >
          Something failed on our side. What was saved is saved; trying again usually helps.
        </StatePage>
      </body>
    </html>
  );
}
