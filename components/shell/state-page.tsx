import type { ReactNode } from "react";
import { PenMark } from "../controls/pen-mark.tsx";

interface Props {
  readonly title: string;
  /** What is so, and what can be done. */
  readonly children: ReactNode;
  readonly acts: ReactNode;
  /** To quote when asking for help: a status, an id. */
  readonly code?: string | undefined;
}

/**
 * What takes the place of a page that could not be shown. Asks nothing of the server and needs no signed-in person, because
 * it must stand when neither works; its links are plain for the same reason.
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
