import type { ReactNode } from "react";
import { PenMark } from "../controls/pen-mark.tsx";

interface Props {
  readonly title: string;
  /** What happened and what to do. */
  readonly children: ReactNode;
  readonly acts: ReactNode;
  /** A status or an id to quote when asking for help. */
  readonly code?: string | undefined;
}

/**
 * Replaces a page that could not be shown. Needs neither the server nor a signed-in user, because it must work when both fail;
 * its links are plain for the same reason.
 */
export function StatePage({ title, children, acts, code }: Props) {
  return (
    <>
      <header className="bar">
        <div className="bar-inner">
          <a className="mark" href="/">
            <PenMark />
            Agenda Assistant
          </a>
        </div>
      </header>
      <div className="spread">
        <main id="main" className="state">
          <h1>{title}</h1>
          <p>{children}</p>
          <div className="state-acts">{acts}</div>
          {code && <p className="state-code">{code}</p>}
        </main>
      </div>
    </>
  );
}
