import type { Metadata } from "next";
import { StatePage } from "../../components/shell/state-page.tsx";

export const metadata: Metadata = { title: "Not signed in", robots: "noindex" };

/** Why a sign-in failed. Only these texts are ever shown, never anything from the URL. */
const reasons = {
  expired: {
    title: "This sign-in is over.",
    words: "It was started too long ago, in another browser, or was used already. Starting anew takes a moment.",
  },
  refused: {
    title: "You are not signed in.",
    words: "The sign-in was cancelled, or the account may not enter. Nothing was changed.",
  },
  unavailable: {
    title: "The sign-in server does not answer.",
    words: "Your agenda is safe, but nobody can enter until it is back. Trying again in a minute usually helps.",
  },
  "signed-out-here": {
    title: "You are signed out here.",
    words:
      "The sign-in server did not answer, so it may still know you: whoever signs in again in this browser may enter without a password.",
  },
  misconfigured: {
    title: "This server's sign-in is set up wrong.",
    words: "Your agenda is safe, but nobody can enter. Whoever runs this server finds more in its log.",
  },
} as const;

const isReason = (value: unknown): value is keyof typeof reasons =>
  typeof value === "string" && Object.hasOwn(reasons, value);

export default async function Page({ searchParams }: PageProps<"/sign-in-failed">) {
  const { reason } = await searchParams;
  const { title, words } = reasons[isReason(reason) ? reason : "expired"];
  return (
    <StatePage
      title={title}
      acts={
        <>
          {/* Never a Link: Next would prefetch it and start a sign-in nobody asked for. */}
          <a className="button is-main" href="/sign-in">
            Sign in again
          </a>
          <a className="act is-quiet" href="/">
            Back to the start
          </a>
        </>
      }
    >
      {words}
    </StatePage>
  );
}
