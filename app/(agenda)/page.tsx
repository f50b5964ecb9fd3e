import { DayList } from "../../components/agenda/day-list.tsx";
import type { SearchParams } from "./asked-item.ts";
import { PlannerPage } from "./planner-page.tsx";

export default function Page({ searchParams }: { readonly searchParams: SearchParams }) {
  return (
    <PlannerPage place={{ view: "day" }} searchParams={searchParams}>
      <DayList />
    </PlannerPage>
  );
}
