"use client";

import "./globals.css";

interface Props {
  readonly error: Error & { digest?: string };
  readonly retry: () => void;
}

/**
 * The last resort. Replaces the root layout too, so it has its own document; system fonts are enough. In English: it needs nothing that is loaded,
 * because that may be what failed.
 */
export default function FailedWhole({ error: { digest }, retry }: Props) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Agenda Assistant</title>
        <header className="bar">
          <div className="bar-inner">
            <a className="mark" href="/">
              Agenda Assistant
            </a>
          </div>
        </header>
        <div className="spread">
          <main id="main" className="state">
            <h1>This page could not be shown.</h1>
            <p>Something failed on our side. What was saved is saved; trying again usually helps.</p>
            <div className="state-acts">
              <button className="button is-main" type="button" onClick={retry}>
                Try again
              </button>
              <a className="act is-quiet" href="/">
                Open the agenda
              </a>
            </div>
            {digest && <p className="state-code">500, id {digest}</p>}
          </main>
        </div>
      </body>
    </html>
  );
}
