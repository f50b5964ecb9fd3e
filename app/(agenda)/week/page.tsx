import { Week } from "../../../components/week/week.tsx";
import type { SearchParams } from "../asked-item.ts";
import { PlannerPage } from "../planner-page.tsx";

/** This week. */
export default function Page({ searchParams }: { readonly searchParams: SearchParams }) {
  return (
    <PlannerPage place={{ view: "week" }} searchParams={searchParams}>
      <Week />
    </PlannerPage>
  );
}
