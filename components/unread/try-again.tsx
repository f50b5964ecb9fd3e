"use client";
import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";

/** Asks the server for the page again. */
export function TryAgain() {
  const router = useRouter();
  const [isTrying, startTrying] = useTransition();
  return (
    <button
      className="button is-main"
      type="button"
      aria-busy={isTrying}
      onClick={() => startTrying(() => router.refresh())}
    >
      <RotateCw className="icon" aria-hidden="true" />
      Try again
    </button>
  );
}
