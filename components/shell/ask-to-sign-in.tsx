import { useTranslations } from "next-intl";
import { WhenSignedOut } from "../unsaved/when-signed-out.tsx";
import { AppShell } from "./app-shell.tsx";

interface Props {
  readonly title: string;
  /** What signed-in users find here. */
  readonly words: string;
}

/** A page for signed-in users, seen signed out. The sign-in link is in the bar. */
export function AskToSignIn({ title, words }: Props) {
  const t = useTranslations();
  return (
    <AppShell person={null}>
      <div className="spread">
        <main id="main" className="state">
          <h1>{title}</h1>
          <p>{t("shell.signInToSee", { words })}</p>
        </main>
      </div>
      <WhenSignedOut />
    </AppShell>
  );
}
