import type { ReactNode } from "react";
import { AppShell } from "./app-shell.tsx";
import { Foot } from "./foot.tsx";

interface Props {
  readonly title: string;
  readonly sum: ReactNode;
  readonly person: { readonly name: string } | null;
  readonly children: ReactNode;
}

/** A page of text. */
export function WordPage({ title, sum, person, children }: Props) {
  return (
    <AppShell person={person}>
      <div className="spread">
        <main id="main" className="words">
          <header className="page-head">
            <h1 className="page-name">{title}</h1>
            <p className="page-sum">{sum}</p>
          </header>
          <div className="prose">{children}</div>
        </main>
      </div>
      <Foot />
    </AppShell>
  );
}
