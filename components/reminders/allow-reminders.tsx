import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { allowReminders, type PushState, readPushState } from "./push-subscription.ts";
import "./reminders.css";

const declinedKey = "agenda.only-in-page";

/** Asks for permission when the user sets a first reminder in this browser; renders nothing once that was answered. */
export function AllowReminders() {
  const t = useTranslations();
  const [state, setState] = useState<PushState>();
  const [isAnswered, setIsAnswered] = useState(false);
  useEffect(() => {
    if (localStorage.getItem(declinedKey) === null) readPushState().then(setState);
  }, []);
  if (state === "denied" && isAnswered)
    return (
      <p className="hint" role="status">
        {t("reminders.refused")}
      </p>
    );
  if (state !== "not-asked")
    return (
      isAnswered && (
        <p className="hint" role="status">
          {t(state === "push" ? "reminders.comeHere" : "reminders.comeOpen")}
        </p>
      )
    );
  return (
    <div className="ask-line">
      <Bell className="icon" aria-hidden="true" />
      <p>{t.rich("reminders.mustAllow", { strong: (words) => <strong>{words}</strong> })}</p>
      <div>
        <button
          className="button is-main"
          type="button"
          onClick={() => {
            setIsAnswered(true);
            void allowReminders().then(setState, () => setState("page"));
          }}
        >
          {t("reminders.allow")}
        </button>
        <button
          className="act is-quiet"
          type="button"
          onClick={() => {
            localStorage.setItem(declinedKey, "true");
            setState(undefined);
          }}
        >
          {t("reminders.onlyPage")}
        </button>
      </div>
    </div>
  );
}
