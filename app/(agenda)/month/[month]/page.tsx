import { notFound } from "next/navigation";
import { MonthView } from "../../../../components/month/month-view.tsx";
import { dateIn } from "../../../../components/time/view-address.ts";
import { withWords } from "../../../reading/page-words.tsx";
import type { SearchParams } from "../../asked-item.ts";
import { PlannerPage } from "../../planner-page.tsx";

interface Props {
  readonly params: Promise<{ readonly month: string }>;
  readonly searchParams: SearchParams;
}

export default withWords("month", async function Page({ params, searchParams }: Props) {
  const date = dateIn("month", (await params).month);
  if (date === undefined) notFound();
  return (
    <PlannerPage place={{ view: "month", date }} searchParams={searchParams}>
      <MonthView />
    </PlannerPage>
  );
});
