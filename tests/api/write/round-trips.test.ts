import { expect, test } from "@playwright/test";
import { gptDoor, newcomer } from "../../harness/api.ts";
import { startInstance } from "../../harness/instance.ts";
import { makeDatabase } from "../../harness/own-database.ts";
import { startSlowLine } from "../../harness/round-trips.ts";

test("a write takes four round trips to the database at most, a list one", async () => {
  test.setTimeout(120_000);
  const database = await makeDatabase();
  const line = await startSlowLine(database.url);
  const app = await startInstance({ env: { DATABASE_URL: line.url, DIRECT_DATABASE_URL: database.url } });
  try {
    const { client } = await newcomer();
    const api = gptDoor(client, app.url);
    /** Of several calls the one that met nothing else, such as what a process does when it has just started. */
    const leastOf = async (call: () => Promise<unknown>) => {
      const counts: number[] = [];
      for (let time = 0; time < 6; time++) {
        const before = line.roundTrips();
        await call();
        counts.push(line.roundTrips() - before);
      }
      return Math.min(...counts);
    };
    await api.call("updateSettings", { timeZone: "Europe/Paris" });
    let serial = 0;
    const create = async () => {
      serial += 1;
      const item = { text: `Dentist ${serial}`, date: "2027-03-05", startTime: "09:00", endTime: "10:00" };
      return (await api.call("createItems", { items: [item], idempotencyKey: `round-trips-${serial}` })).items;
    };
    const [id] = (await create()).map((item) => item.id);
    const gone = (await create()).map((item) => item.id);
    for (let time = 0; time < 5; time++) gone.push(...(await create()).map((item) => item.id));
    expect({
      create: await leastOf(create),
      createWithoutTime: await leastOf(() =>
        api.call("createItems", { items: [{ text: `Bread ${serial++}`, date: "2027-03-05" }] }),
      ),
      createThree: await leastOf(() =>
        api.call("createItems", {
          items: [1, 2, 3].map((n) => ({ text: `Milk ${n} ${serial++}`, date: "2027-03-06" })),
        }),
      ),
      update: await leastOf(() =>
        api.call("updateItemById", { id, startTime: `10:${10 + serial++}`, endTime: "12:00" }),
      ),
      delete: await leastOf(() => api.call("deleteItemById", { id: gone.pop() })),
      list: await leastOf(() => api.call("listItems", {})),
      next: await leastOf(() => api.call("listItems", { from: "2027-03-01", to: "2027-03-31" })),
    }).toEqual({ create: 4, createWithoutTime: 4, createThree: 4, update: 4, delete: 3, list: 1, next: 1 });
  } finally {
    await app.stop();
    await line.close();
    await database.remove();
  }
});
