import type { ChildProcess } from "node:child_process";
import { addDays } from "../../agenda/time/dates.ts";
import { dateIn } from "../../agenda/time/instants.ts";
import { type Agenda, resetAgenda, timeZone, withDatabase } from "./agendas.ts";
import { cpuMs } from "./cpu.ts";
import type { Load } from "./load/load-process.ts";
import { sendLoad } from "./load/send-load.ts";
import type { Parts } from "./parts.ts";

export const connections = 16;

/** A server under test. */
export interface Contestant {
  readonly pid: number;
  readonly url: string;
}

/** One kind of request to one server. */
export interface Trial {
  readonly name: string;
  readonly contestant: Contestant;
  readonly load: Omit<Load, "durationMs">;
  /** The agenda to reset afterwards. */
  readonly agenda?: Agenda;
}

export interface Measure {
  readonly cpuMsPerRequest: number;
  /** All PostgreSQL processes together. */
  readonly databaseMsPerRequest: number;
  /** App and PostgreSQL. */
  readonly allMsPerRequest: number;
  readonly requestsPerSecond: number;
  /** Answered 429 and sent again. */
  readonly refused: number;
  readonly p95Ms: number;
}

/** The request that a program sends, the same for the product and the bare server. */
export function trialOf(
  operation: "listItems" | "createItems",
  name: string,
  contestant: Contestant,
  agenda: Agenda,
): Trial {
  const headers = { authorization: `Bearer ${agenda.token}`, "openai-conversation-id": "bench" };
  const shared = { url: `${contestant.url}/api/items`, connections };
  if (operation === "listItems") return { name, contestant, load: { ...shared, method: "GET", headers, status: 200 } };
  const date = addDays(dateIn(Date.now(), timeZone), 4);
  const item = { text: "Dentist {n}", date, startTime: "14:00", endTime: "14:45", notes: "Bring the X-rays." };
  return {
    name,
    contestant,
    agenda,
    load: {
      ...shared,
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ items: [item] }),
      status: 201,
    },
  };
}

/**
 * Runs every trial in turn, round after round, so that other activity on the machine affects all of them alike.
 * @returns for each trial, in order, the measurement of each round
 */
export async function measure(
  parts: Parts,
  loader: ChildProcess,
  trials: readonly Trial[],
  options: { rounds: number; durationMs: number; warmUpMs: number; warmUpRequests: number },
): Promise<Measure[][]> {
  const results = trials.map((): Measure[] => []);
  return withDatabase(parts, async (database) => {
    for (let round = -1; round < options.rounds; round++)
      for (const [index, { contestant, load, agenda }] of trials.entries()) {
        const isWarmUp = round < 0;
        const stretch = isWarmUp
          ? { durationMs: options.warmUpMs, most: options.warmUpRequests }
          : { durationMs: options.durationMs };
        const before = { server: cpuMs(contestant.pid), database: cpuMs(parts.databasePid) };
        const { requests, refused, seconds, latencyMs } = await sendLoad(loader, { ...load, ...stretch });
        const server = (cpuMs(contestant.pid) - before.server) / requests;
        const inDatabase = (cpuMs(parts.databasePid) - before.database) / requests;
        if (agenda) await resetAgenda(database, agenda);
        if (isWarmUp) continue;
        results[index]?.push({
          cpuMsPerRequest: server,
          databaseMsPerRequest: inDatabase,
          allMsPerRequest: server + inDatabase,
          requestsPerSecond: requests / seconds,
          refused,
          p95Ms: latencyMs.p95,
        });
      }
    return results;
  });
}
