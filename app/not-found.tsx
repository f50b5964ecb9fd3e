import type { Metadata } from "next";
import { StatePage } from "../components/shell/state-page.tsx";

export const metadata: Metadata = { title: "Nothing here" };

export default function NotFound() {
  return (
    <StatePage
      title="There is nothing at this address."
      acts={
        <a className="button is-main" href="/">
          Open the agenda
        </a>
      }
      code="404"
    >
      It may have been mistyped, or what it named is gone. Your agenda is where it was. A day is written
      /day/2027-03-08, a week /week/2027-03-08 and a month /month/2027-03.
    </StatePage>
  );
}
