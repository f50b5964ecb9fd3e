import { AppShell } from "./app-shell.tsx";
import type { Place } from "./places.tsx";

interface Props {
  readonly current: Place | undefined;
  readonly title: string;
  /** What signed-in users find here. */
  readonly words: string;
}

/** A signed-out view of a page that requires sign-in. The sign-in link is in the bar. */
export function AskToSignIn({ current, title, words }: Props) {
  return (
    <AppShell current={current} person={null}>
      <div className="spread">
        <main id="main" className="state">
          <h1>{title}</h1>
          <p>{words} Sign in to see yours.</p>
        </main>
      </div>
    </AppShell>
  );
}
