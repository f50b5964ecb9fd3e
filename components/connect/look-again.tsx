"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";

/** Refreshes the page in place. */
export function LookAgain({ words }: { readonly words: string }) {
  const router = useRouter();
  const [isReading, read] = useTransition();
  return (
    <button className="button" type="button" onClick={() => read(() => router.refresh())} aria-disabled={isReading}>
      <RefreshCw className="icon" aria-hidden="true" />
      {words}
    </button>
  );
}
