"use client";
import { useEffect, useRef, useState } from "react";
import { eraseUnsaved, unsavedTitles } from "./unsaved-words.ts";
import "./unsaved.css";

/** Asks before signing out drops what is not saved. Around every page: it may have been written on another one. */
export function SignOutGuard() {
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(undefined);
  const [titles, setTitles] = useState<readonly string[]>([]);
  useEffect(() => {
    const hold = (event: SubmitEvent) => {
      const { target } = event;
      if (!(target instanceof HTMLFormElement) || target.getAttribute("action") !== "/sign-out") return;
      const unsaved = unsavedTitles();
      if (unsaved.length === 0) return;
      event.preventDefault();
      form.current = target;
      setTitles(unsaved);
      dialog.current?.showModal();
    };
    addEventListener("submit", hold);
    return () => removeEventListener("submit", hold);
  }, []);
  const isAsking = titles.length > 0;
  return (
    <dialog
      ref={dialog}
      className="unsaved-dialog"
      aria-labelledby="unsaved-words"
      data-modal={isAsking ? "" : undefined}
      onClose={() => setTitles([])}
    >
      <p id="unsaved-words">Not saved: {titles.join(", ")}. Signing out drops it.</p>
      <form method="dialog">
        <button
          className="button is-danger"
          type="button"
          onClick={() => {
            eraseUnsaved();
            form.current?.submit();
          }}
        >
          Sign out
        </button>
        <button className="button is-main" type="submit">
          Stay signed in
        </button>
      </form>
    </dialog>
  );
}

/** Where nobody is signed in, nobody's words stay. */
export function ForgetUnsaved() {
  useEffect(() => eraseUnsaved(), []);
  return null;
}
