import { Bell } from "lucide-react";
import { useEffect, useState } from "react";
import { allowReminders, type PushState, readPushState } from "./push-subscription.ts";
import "./reminders.css";

const declinedKey = "agenda.only-in-page";

/** Asks for permission where somebody sets their first reminder in this browser; says nothing where that was answered. */
export function AllowReminders() {
  const [state, setState] = useState<PushState>();
  const [isAnswered, setIsAnswered] = useState(false);
  useEffect(() => {
    if (localStorage.getItem(declinedKey) === null) readPushState().then(setState);
  }, []);
  if (state === "denied" && isAnswered)
    return (
      <p className="hint" role="status">
        Refused in the browser. Its lock icon, beside the address, turns it on again.
      </p>
    );
  if (state !== "not-asked")
    return (
      isAnswered && (
        <p className="hint" role="status">
          {wordsOf(state)}
        </p>
      )
    );
  return (
    <div className="ask-line">
      <Bell className="icon" aria-hidden="true" />
      <p>
        <strong>This browser has to allow it.</strong> It asks you next; nothing is sent until an item is due.
      </p>
      <div>
        <button
          className="button is-main"
          type="button"
          onClick={() => {
            setIsAnswered(true);
            void allowReminders().then(setState, () => setState("page"));
          }}
        >
          Allow reminders…
        </button>
        <button
          className="act is-quiet"
          type="button"
          onClick={() => {
            localStorage.setItem(declinedKey, "true");
            setState(undefined);
          }}
        >
          Only in this page
        </button>
      </div>
    </div>
  );
}

/** What was reached, once it was asked for. */
const wordsOf = (state: PushState | undefined): string =>
  state === "push" ? "Reminders come to this browser." : "Reminders come while this page is open.";
