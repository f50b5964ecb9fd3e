import type { Metadata } from "next";
import { StatePage } from "../../components/shell/state-page.tsx";
import { firstDate, lastDate } from "../../contract/limits.ts";

export const metadata: Metadata = { title: "No such day" };

/** For addresses such as /day/2027-02-30. */
export default function NoSuchDay() {
  return (
    <StatePage
      title="There is no such day."
      acts={
        <a className="button is-main" href="/">
          Open today
        </a>
      }
      code="404"
    >
      The address names a day that does not exist, or one outside {firstDate.slice(0, 4)} to {lastDate.slice(0, 4)}. A
      day is written /day/2027-03-08, a week /week/2027-03-08 and a month /month/2027-03.
    </StatePage>
  );
}
