import type { Metadata } from "next";
import { AppShell } from "../../components/shell/app-shell.tsx";
import { AskToSignIn } from "../../components/shell/ask-to-sign-in.tsx";
import { WordPage } from "../../components/shell/word-page.tsx";
import { Unread } from "../../components/unread/unread.tsx";
import { YourData } from "../../components/your-data/your-data.tsx";
import { connectionDetails } from "../../server/identity/logto/connection-details.ts";
import { getSubscription } from "../../server/operations.ts";
import { withWords } from "../reading/page-words.tsx";
import { readFor } from "../reading/read-for.ts";

export const metadata: Metadata = { title: "Your data" };

const sum = "What goes out of your agenda, what comes in, and how to end it.";

async function Page() {
  const page = await readFor(getSubscription);
  if (page.is === "signed-out") return <AskToSignIn title="Your data" words={sum} />;
  const { person } = page;
  if (page.is === "unread")
    return (
      <AppShell person={person}>
        <Unread title="Your data could not be read." problem={page.problem.code} words={page.problem.message} />
      </AppShell>
    );
  return (
    <WordPage title="Your data" sum={sum} person={person}>
      <YourData subscription={page.answer} appUrl={connectionDetails().appUrl} name={page.caller.name} />
    </WordPage>
  );
}

export default withWords(["when", "your-data"], Page);
