import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Obstacle } from "./obstacle.ts";

/** What cannot work, and what to do about it; stands above everything else. */
export function ObstacleWarning({ obstacle }: { obstacle: Obstacle }) {
  switch (obstacle.kind) {
    case "unreachable":
      return (
        <Warning title="ChatGPT cannot reach this machine">
          <p>
            <code>{obstacle.host}</code> means something only on this machine or in its network. Run the agenda where
            the internet reaches it, over https, and set <code>APP_URL</code> to that address; then set{" "}
            <code>LOGTO_ENDPOINT</code> and the other <code>LOGTO_</code> variables to a Logto under the same root
            domain, and restart.
          </p>
          <p>
            Until then, the terminal client plays the GPT’s part here: <code>npm run gpt</code>.
          </p>
        </Warning>
      );
    case "not_https":
      return (
        <Warning title="ChatGPT will not call this address">
          <p>
            <code>{obstacle.url}</code> is not https on port 443 with a public certificate, and ChatGPT calls nothing
            else. Put it behind such an address, set <code>APP_URL</code> or <code>LOGTO_ENDPOINT</code> to it, and
            restart.
          </p>
        </Warning>
      );
    case "apart":
      return (
        <Warning title="ChatGPT will refuse this sign-in">
          <p>
            Your agenda is at <code>{obstacle.appHost}</code>, but people sign in at{" "}
            <code>{obstacle.endpointHost}</code>. ChatGPT wants both under one root domain. Give Logto a custom domain
            such as <code>{obstacle.example}</code>, set <code>LOGTO_ENDPOINT</code> to it and restart.
          </p>
        </Warning>
      );
  }
}

function Warning({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="warning" aria-labelledby="obstacle">
      <TriangleAlert className="icon" aria-hidden="true" />
      <h2 id="obstacle">{title}</h2>
      {children}
    </section>
  );
}
