"use client";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type ProblemCode, problems } from "../../contract/problems.ts";

interface Props {
  readonly title: string;
  readonly problem: ProblemCode;
  readonly words: string;
}

/** Shown when a list could not be loaded: what failed, that nothing is lost, and one button. */
export function Unread({ title, problem, words }: Props) {
  const router = useRouter();
  const [isTrying, startTrying] = useTransition();
  return (
    <div className="spread">
      <main id="main" className="state">
        <h1>{title}</h1>
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
        <p className="state-code">{`${problems[problem].status} ${problem}`}</p>
      </main>
    </div>
  );
}
