import type { Metadata } from "next";
import { StatePage } from "../../../components/shell/state-page.tsx";

export const metadata: Metadata = { title: "Everything is deleted" };

export default function Page() {
  return (
    <StatePage
      title="Everything is deleted."
      acts={
        <>
          <form method="post" action="/sign-out">
            <button className="button is-main" type="submit">
              Sign out there, too
            </button>
          </form>
          <a className="link" href="/">
            To the first page
          </a>
        </>
      }
    >
      Nothing of your agenda is left here, and you are signed out. The sign-in server still knows you: sign out there,
      too, when others use this browser. Signing in again begins an empty agenda.
    </StatePage>
  );
}
