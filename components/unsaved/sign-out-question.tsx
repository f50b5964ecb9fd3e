import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { inRow } from "../words/listed.ts";
import { eraseUnsaved } from "./unsaved-words.ts";
import "./unsaved.css";

export interface QuestionProps {
  /** What would be dropped. */
  readonly titles: readonly string[];
  readonly onSignOut: () => void;
  readonly onClose: () => void;
}

/** Asks before signing out drops what is not saved. Loaded when it is needed. */
export function SignOutQuestion({ titles, onSignOut, onClose }: QuestionProps) {
  const t = useTranslations();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="unsaved-dialog" aria-labelledby="unsaved-words" data-modal="" onClose={onClose}>
      <p id="unsaved-words">{t("unsaved.drops", { titles: inRow(titles, t) })}</p>
      <form method="dialog">
        <button
          className="button is-danger"
          type="button"
          onClick={() => {
            eraseUnsaved();
            onSignOut();
          }}
        >
          {t("words.signOut")}
        </button>
        <button className="button is-main" type="submit">
          {t("unsaved.stay")}
        </button>
      </form>
    </dialog>
  );
}
