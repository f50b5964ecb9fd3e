import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { reservePort } from "../../dev/ports.ts";
import type { App } from "../../dev/start-app.ts";
import { until } from "../../dev/wait.ts";
import type { Parts } from "../bench/parts.ts";
import { cookieOf, makePerson } from "../bench/person.ts";
import { percentile } from "../percentile.ts";
import { create, openPage, startBeside } from "./calls.ts";
import { findProgram, type Program } from "./debian.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";

const writes = 60;
/** Well below the poll's 2 s: what arrives sooner came by a hint. */
const soonMs = 250;
const pollMs = 3_500;

/** A page open at one process hears of what another writes: by NOTIFY, by NATS, and by the poll while NATS is away. */
export const rehearseHints: Rehearsal = async (parts) => {
  const program = findProgram("nats-server", ["nats-server"]);
  const { port, release } = await reservePort(0, "127.0.0.1");
  await release();
  const outcomes = [await withTwo(parts, {}, async (told) => judge("NOTIFY", await told(writes), soonMs))];
  let nats = await startNats(program, port);
  try {
    const env = { HINTS_URL: `nats://127.0.0.1:${port}` };
    const byNats = await withTwo(parts, env, async (told) => {
      const found = [judge("NATS", await told(writes), soonMs)];
      await stop(nats);
      found.push(judge("NATS is away", await told(4), pollMs));
      nats = await startNats(program, port);
      await pause(2_000);
      found.push(judge("NATS is back", await told(writes), soonMs));
      return found;
    });
    outcomes.push(...byNats);
  } finally {
    await stop(nats);
  }
  return outcomes;
};

function judge(name: string, delaysMs: readonly number[], mostMs: number): Outcome {
  const [p50, p99] = [percentile(delaysMs, 0.5), percentile(delaysMs, 0.99)];
  const words = `${delaysMs.length} writes, told after ${p50.toFixed(0)} ms (p50), ${p99.toFixed(0)} ms (p99)`;
  return outcome(`hints: ${name}`, words, p99 < mostMs);
}

type Told = (writes: number) => Promise<number[]>;

/** @param work gets a function that writes at one process and says how long after each answer a page at the other was told, in milliseconds */
async function withTwo<T>(parts: Parts, env: Record<string, string>, work: (told: Told) => Promise<T>): Promise<T> {
  const writer = await parts.startInstance({ env });
  let other: App | undefined;
  try {
    other = await startBeside(parts, { env });
    const person = await makePerson(parts);
    const token = await person.gpt.accessToken();
    const page = await openPage(other, await cookieOf(parts, person));
    const told: Told = async (count) => {
      const delaysMs: number[] = [];
      for (let n = 0; n < count; n++) {
        const { body } = await create(writer, token, `Item ${n}`);
        const answeredMs = performance.now();
        const rev = body.change?.id ?? Number.NaN;
        const toldMs = await until("A page was not told", async () => page.told.get(rev), {
          withinMs: 10_000,
          everyMs: 2,
        });
        delaysMs.push(Math.max(0, toldMs - answeredMs));
      }
      return delaysMs;
    };
    const found = await work(told);
    page.close();
    return found;
  } finally {
    await other?.stop();
    await writer.stop();
  }
}

async function startNats({ file, env }: Program, port: number): Promise<ChildProcess> {
  const server = spawn(file, ["-a", "127.0.0.1", "-p", String(port)], { env, stdio: "ignore" });
  await until("NATS did not start", () => isOpen(port), { withinMs: 10_000, everyMs: 50 });
  return server;
}

const isOpen = (port: number) =>
  new Promise<true | undefined>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(undefined));
  });

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
}
