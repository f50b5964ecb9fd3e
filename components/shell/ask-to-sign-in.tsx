import { AppShell } from "./app-shell.tsx";
import type { Place } from "./places.tsx";

interface Props {
  readonly current: Place | undefined;
  readonly title: string;
  /** What stands here for whoever is signed in. */
  readonly words: string;
}

/** A page that is only for whoever is signed in, seen signed out. The way in stands in the bar. */
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
