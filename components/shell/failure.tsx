"use client";

import { RotateCw } from "lucide-react";
import { StatePage } from "./state-page.tsx";

/** A page that could not be rendered. `digest` is in the server's log with the cause. */
export function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <StatePage
      title="This page could not be shown."
      acts={
        <>
          <button className="button is-main" type="button" onClick={retry}>
            <RotateCw className="icon" aria-hidden="true" />
            Try again
          </button>
          <a className="act is-quiet" href="/">
            Open the agenda
          </a>
        </>
      }
      code={digest ? `500, id ${digest}` : undefined}
    >
      Something failed on our side. What was saved is saved; trying again usually helps.
    </StatePage>
  );
}
