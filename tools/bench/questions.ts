import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import type { NewItem } from "../../contract/fields/item.ts";
import { type Agenda, timeZone } from "./agendas.ts";
import { type Contestant, connections, type Trial } from "./throughput.ts";

/** A daily routine over ten years: nine in the past, one in the future. */
export function tenYearsDaily(): NewItem {
  const date = addDays(dateIn(Date.now(), timeZone), -9 * 365);
  return { text: "Stretch", date, startTime: "07:00", endTime: "07:15", recurrence: "FREQ=DAILY;COUNT=3652" };
}

/**
 * Other requests to an agenda of 5,000 items, for comparison with its plain list: a search with many results, one with few,
 * free time within two weeks, and the plain list with an additional daily series of ten years.
 */
export function questionTrials({ url, pid }: Contestant, large: Agenda, withSeries: Agenda): Trial[] {
  const ask = (name: string, { token }: Agenda, path: string, body?: object): Trial => ({
    name,
    contestant: { url, pid },
    load: {
      url: `${url}${path}`,
      connections,
      method: body ? "POST" : "GET",
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
      status: 200,
    },
  });
  return [
    ask("search, a word of every fifth item", large, "/api/items?q=dentist"),
    ask("search, a word of one item", large, "/api/items?q=%22dentist%2045%22&order=relevance"),
    ask("findFreeTime, an hour in the next days", large, "/api/free-time/find", { lengthMinutes: 60 }),
    ask("listItems, ten years daily beside 5,000 items", withSeries, "/api/items"),
  ];
}
