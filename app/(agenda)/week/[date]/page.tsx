import { notFound } from "next/navigation";
import { dateIn } from "../../../../components/time/view-address.ts";
import { Week } from "../../../../components/week/week.tsx";
import { withWords } from "../../../reading/page-words.tsx";
import type { SearchParams } from "../../asked-item.ts";
import { PlannerPage } from "../../planner-page.tsx";

interface Props {
  readonly params: Promise<{ readonly date: string }>;
  readonly searchParams: SearchParams;
}

/** The week that a day lies in. */
export default withWords("week", async function Page({ params, searchParams }: Props) {
  const date = dateIn("week", (await params).date);
  if (date === undefined) notFound();
  return (
    <PlannerPage place={{ view: "week", date }} searchParams={searchParams}>
      <Week />
    </PlannerPage>
  );
});
