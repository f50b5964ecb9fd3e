import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import type { ReadFor } from "./read-for.ts";

interface Props {
  readonly page: Exclude<ReadFor<unknown>, { is: "read" }>;
  readonly title: string;
  /** What the page is, for someone who is not signed in. */
  readonly about: string;
  /** What could not be read. */
  readonly unread: string;
}

/** In place of a page that is not read: the way to sign in, or why it could not be. */
export function NotRead({ page, title, about, unread }: Props) {
  if (page.is === "signed-out") return <AskToSignIn title={title} words={about} />;
  return (
    <AppShell person={page.person}>
      <Unread title={unread} problem={page.problem.code} words={page.problem.message} />
    </AppShell>
  );
}
