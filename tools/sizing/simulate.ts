import { percentile } from "../percentile.ts";

/** What one kind of request costs, in milliseconds, and how many clients send it, one after the other. */
export interface Cost {
  /** CPU of the app's process, in which one thing runs at a time. */
  readonly appMs: number;
  /** CPU of the database, whose connections work side by side. */
  readonly databaseMs: number;
  /** CPU of the sender, if that runs on the same machine. */
  readonly senderMs: number;
  /** Without any CPU use: waiting for a disk. */
  readonly waitMs: number;
  readonly clients: number;
}

export interface Machine {
  /** As many as are left for us; may be a fraction. */
  readonly cores: number;
  readonly processes: number;
  /** Database connections of each process. */
  readonly connections: number;
}

interface Task {
  readonly station: "app" | "database" | "sender" | "wait";
  /** Which process it belongs to. */
  readonly process: number;
  leftMs: number;
}

interface Client {
  readonly process: number;
  readonly cost: Cost;
  stages: Task[];
  sentMs: number;
}

/**
 * One machine under clients that send the next request when they have an answer. Whatever has work to do shares the cores
 * evenly, but no thread takes more than one.
 */
export function simulate(
  { cores, processes, connections }: Machine,
  costs: readonly Cost[],
  seconds: number,
): { requestsPerSecond: number; p95Ms: number } {
  const most = { app: 1, database: connections, sender: Number.POSITIVE_INFINITY, wait: Number.POSITIVE_INFINITY };
  const clients = costs.flatMap((cost) =>
    Array.from(
      { length: cost.clients },
      (_, index): Client => ({ process: index % processes, cost, stages: [], sentMs: 0 }),
    ),
  );
  const waiting: Client[] = [];
  const running = new Set<Client>();
  const latencies: number[] = [];
  let nowMs = 0;

  const send = (client: Client) => {
    const { appMs, databaseMs, senderMs, waitMs } = client.cost;
    const task = (station: Task["station"], leftMs: number): Task => ({ station, process: client.process, leftMs });
    const before = [task("sender", senderMs), task("app", appMs / 2)];
    client.stages = [...before, task("database", databaseMs), task("wait", waitMs), task("app", appMs / 2)];
    client.sentMs = nowMs;
    waiting.push(client);
  };
  const isFree = ({ station, process }: Task) =>
    [...running].filter(
      ({ stages: [task] }) => task?.station === station && (station === "sender" || task.process === process),
    ).length < most[station];

  clients.forEach(send);
  while (nowMs < seconds * 1000) {
    for (const client of [...waiting]) {
      const [task] = client.stages;
      if (!task || !isFree(task)) continue;
      waiting.splice(waiting.indexOf(client), 1);
      running.add(client);
    }
    const computing = [...running].filter(({ stages: [task] }) => task?.station !== "wait").length;
    const rateOf = (task: Task) => (task.station === "wait" ? 1 : Math.min(1, cores / computing));
    const stepMs = Math.min(...[...running].map(({ stages: [task] }) => (task ? task.leftMs / rateOf(task) : 0)));
    nowMs += stepMs;
    for (const client of [...running]) {
      const [task] = client.stages;
      if (task) task.leftMs -= stepMs * rateOf(task);
      if (task && task.leftMs > 1e-9) continue;
      running.delete(client);
      client.stages.shift();
      if (client.stages.length > 0) {
        waiting.push(client);
        continue;
      }
      latencies.push(nowMs - client.sentMs);
      send(client);
    }
  }
  return { requestsPerSecond: latencies.length / (nowMs / 1000), p95Ms: percentile(latencies, 0.95) };
}
