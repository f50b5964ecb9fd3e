import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { countWaiting, endDevice } from "../device/device-store.ts";
import { inRow } from "../words/listed.ts";
import { eraseUnsaved, unsavedTitles } from "./unsaved-words.ts";
import "./unsaved.css";

const patienceMs = 2_000;

export interface QuestionProps {
  /** Signs out. */
  readonly form: HTMLFormElement;
  readonly onClose: () => void;
}

/** What would be lost. */
interface Dropped {
  readonly titles: readonly string[];
  /** The number of changes waiting here to be sent. */
  readonly waiting: number;
}

/** Signs out, after asking about what that discards. Loaded on first use. */
export function SignOutQuestion({ form, onClose }: QuestionProps) {
  const t = useTranslations();
  const [dropped, setDropped] = useState<Dropped>();
  const dialog = useRef<HTMLDialogElement>(null);
  const signOut = useRef(async () => {
    eraseUnsaved();
    await orSoon(endDevice());
    onClose();
    form.submit();
  });
  useEffect(() => {
    void orSoon(countWaiting()).then((waiting = 0) => {
      const titles = unsavedTitles();
      if (titles.length > 0 || waiting > 0) setDropped({ titles, waiting });
      else void signOut.current();
    });
  }, []);
  const stay = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!dropped) return;
    dialog.current?.showModal();
    // A second press of Enter must not drop anything.
    stay.current?.focus();
  }, [dropped]);
  if (!dropped) return undefined;
  const { titles, waiting } = dropped;
  return (
    <dialog ref={dialog} className="unsaved-dialog" aria-labelledby="unsaved-words" data-modal="" onClose={onClose}>
      <div id="unsaved-words">
        {titles.length > 0 && <p>{t("unsaved.notSaved", { titles: inRow(titles, t) })}</p>}
        {waiting > 0 && <p>{t("unsaved.notSent", { count: waiting })}</p>}
        <p>{t("unsaved.drops")}</p>
      </div>
      <form method="dialog">
        <button className="button is-danger" type="button" onClick={() => void signOut.current()}>
          {t("words.signOut")}
        </button>
        <button className="button is-main" type="submit" ref={stay}>
          {t("unsaved.stay")}
        </button>
      </form>
    </dialog>
  );
}

/** Storage may be blocked or never answer: that must not prevent signing out. */
const orSoon = <T,>(work: Promise<T>): Promise<T | undefined> =>
  Promise.race([
    work.catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patienceMs)),
  ]);
