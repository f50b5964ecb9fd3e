"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { call } from "../sync/api-client.ts";

const everyMs = 4000;
/** Ten minutes. */
const mostLooks = 150;

/** Looks whether an assistant has called, as long as somebody looks at the page; once one has, shows the page anew and stops. */
export function AwaitCall({ lastUsed }: { readonly lastUsed: string | undefined }) {
  const router = useRouter();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one call is enough; the refreshed page must not start it again
  useEffect(() => {
    let looks = 0;
    const timer = setInterval(() => {
      if (document.visibilityState === "hidden") return;
      if (++looks === mostLooks) clearInterval(timer);
      call("listAssistants", {}).then(
        ({ assistants: [last] }) => {
          if (last === undefined || last.lastUsed === lastUsed) return;
          clearInterval(timer);
          router.refresh();
        },
        () => undefined, // the next look may succeed
      );
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return null;
}
