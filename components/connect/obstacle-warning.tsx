import { TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Obstacle } from "./obstacle.ts";

/** What cannot work and how to fix it; shown above everything else. */
export function ObstacleWarning({ obstacle }: { obstacle: Obstacle }) {
  switch (obstacle.kind) {
    case "unreachable":
      return (
        <Warning title="ChatGPT and Claude cannot reach this machine">
          <p>
            <code>{obstacle.host}</code> means something only on this machine or in its network. Assistants that run
            here, such as Claude Code, can use it; others need the agenda where the internet reaches it.
          </p>
          <p>
            Whoever runs it: serve it over https, set <code>APP_URL</code> to that address and{" "}
            <code>LOGTO_ENDPOINT</code> to a Logto under the same root domain, and restart. Until then{" "}
            <code>npm run gpt</code> plays a GPT’s part.
          </p>
        </Warning>
      );
    case "not_https":
      return (
        <Warning title="ChatGPT and Claude will not call this address">
          <p>
            <code>{obstacle.url}</code> is not https on port 443 with a public certificate, and they call nothing else.
            Put it behind such an address, set <code>APP_URL</code> or <code>LOGTO_ENDPOINT</code> to it, and restart.
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
  const id = useId();
  return (
    <section className="warning" aria-labelledby={id}>
      <TriangleAlert className="icon" aria-hidden="true" />
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
