"use client";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";

/** The list could not be read at all: what failed, that nothing is lost, and one button. */
export function Unread({ code, words }: { readonly code: string; readonly words: string }) {
  const router = useRouter();
  const [isTrying, startTrying] = useTransition();
  return (
    <div className="spread">
      <main id="main" className="state">
        <h1>Your agenda could not be read.</h1>
        <p>{words} Nothing is lost; trying again usually helps.</p>
        <div className="state-acts">
          <button
            className="button is-main"
            type="button"
            aria-busy={isTrying}
            onClick={() => startTrying(() => router.refresh())}
          >
            <RotateCw className="icon" aria-hidden="true" />
            Try again
          </button>
        </div>
        <p className="state-code">{code}</p>
      </main>
    </div>
  );
}
