import Link from "next/link";
import { initialsOf } from "./initials.ts";
import { PrintAct } from "./print-act.tsx";

/**
 * Name, settings, privacy, print and sign-out behind the user's initials. A native popover: it opens, closes on Escape or an outside
 * click and restores the focus without JavaScript, so signing out works before, and without, it.
 */
export function AccountMenu({ name }: { name: string }) {
  return (
    <>
      <button
        className="square"
        type="button"
        popoverTarget="account"
        aria-label={`${name}: settings, privacy and sign-out`}
      >
        <span className="me" aria-hidden="true">
          {initialsOf(name)}
        </span>
      </button>
      <div id="account" className="account" popover="auto">
        <p className="account-name">{name}</p>
        <Link className="account-act" href="/settings" prefetch={false}>
          Settings
        </Link>
        <Link className="account-act" href="/account" prefetch={false}>
          Your data
        </Link>
        <Link className="account-act" href="/privacy" prefetch={false}>
          Privacy
        </Link>
        <PrintAct />
        <form method="post" action="/sign-out">
          <button className="account-act" type="submit">
            Sign out
          </button>
        </form>
      </div>
    </>
  );
}
