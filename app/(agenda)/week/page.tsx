import { Week } from "../../../components/week/week.tsx";
import { withWords } from "../../reading/page-words.tsx";
import type { SearchParams } from "../asked-item.ts";
import { PlannerPage } from "../planner-page.tsx";

/** This week. */
export default withWords("week", function Page({ searchParams }: { readonly searchParams: SearchParams }) {
  return (
    <PlannerPage place={{ view: "week" }} searchParams={searchParams}>
      <Week />
    </PlannerPage>
  );
});
