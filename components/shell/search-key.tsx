"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** The key that goes to the search, from wherever one is: to its field where there is one, else to its page. */
export function SearchKey() {
  const router = useRouter();
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
      if (key !== "/" || event.defaultPrevented || ctrlKey || metaKey || altKey || repeat) return;
      if (
        target instanceof HTMLElement &&
        (target.isContentEditable || target.closest("input, textarea, select, [role=dialog]"))
      )
        return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>("[data-search]");
      if (!field) return router.push("/search");
      field.focus();
      field.select();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [router]);
  return null;
}
