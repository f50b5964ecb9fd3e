import Link from "next/link";
import { useTranslations } from "next-intl";
import { initialsOf } from "./initials.ts";
import { PrintAct } from "./print-act.tsx";

/**
 * Name, settings, privacy, print and sign-out behind the user's initials. A native popover: it opens, closes on Escape or an outside
 * click and restores the focus without JavaScript, so signing out works before, and without, it.
 */
export function AccountMenu({ name }: { name: string }) {
  const t = useTranslations();
  return (
    <>
      <button className="square" type="button" popoverTarget="account" aria-label={t("shell.account", { name })}>
        <span className="me" aria-hidden="true">
          {initialsOf(name)}
        </span>
      </button>
      <div id="account" className="account" popover="auto">
        <p className="account-name">{name}</p>
        <Link className="account-act" href="/settings" prefetch={false}>
          {t("shell.settings")}
        </Link>
        <Link className="account-act" href="/account" prefetch={false}>
          {t("shell.data")}
        </Link>
        <Link className="account-act" href="/privacy" prefetch={false}>
          {t("shell.privacy")}
        </Link>
        <PrintAct />
        <form method="post" action="/sign-out">
          <button className="account-act" type="submit">
            {t("words.signOut")}
          </button>
        </form>
      </div>
    </>
  );
}
