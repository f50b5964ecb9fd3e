import { notFound } from "next/navigation";
import { DayList } from "../../../../components/agenda/day-list.tsx";
import { dateIn } from "../../../../components/time/view-address.ts";
import type { SearchParams } from "../../asked-item.ts";
import { PlannerPage } from "../../planner-page.tsx";

interface Props {
  readonly params: Promise<{ readonly date: string }>;
  readonly searchParams: SearchParams;
}

/** The agenda from one day on. */
export default async function Page({ params, searchParams }: Props) {
  const date = dateIn("day", (await params).date);
  if (date === undefined) notFound();
  return (
    <PlannerPage place={{ view: "day", date }} searchParams={searchParams}>
      <DayList />
    </PlannerPage>
  );
}
