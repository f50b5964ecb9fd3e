import { MonthView } from "../../../components/month/month-view.tsx";
import { withWords } from "../../reading/page-words.tsx";
import type { SearchParams } from "../asked-item.ts";
import { PlannerPage } from "../planner-page.tsx";

/** This month. */
export default withWords("month", function Page({ searchParams }: { readonly searchParams: SearchParams }) {
  return (
    <PlannerPage place={{ view: "month" }} searchParams={searchParams}>
      <MonthView />
    </PlannerPage>
  );
});
