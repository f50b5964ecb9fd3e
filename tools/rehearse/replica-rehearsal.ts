import { setTimeout as pause } from "node:timers/promises";
import { makePerson } from "../bench/person.ts";
import { ask, create, day, startBeside } from "./calls.ts";
import { startCluster } from "./cluster.ts";
import { type Outcome, outcome, type Rehearsal } from "./rehearsal.ts";

const people = 8;
const phaseMs = 4_000;

/**
 * People write through one process and read at once through another: never stale data, and never an error, whatever state the
 * replica is in.
 */
export const rehearseReplica: Rehearsal = async (parts) => {
  const cluster = await startCluster();
  const env = { DATABASE_URL: cluster.primaryUrl, DATABASE_REPLICA_URL: cluster.replicaUrl };
  const writer = await parts.startInstance({ env });
  const reader = await startBeside(parts, { env });
  const outcomes: Outcome[] = [];
  let serial = 1_000; // so that no text contains another
  try {
    const tokens: string[] = [];
    for (let n = 0; n < people; n++) tokens.push(await (await makePerson(parts)).gpt.accessToken());
    const transactions = async () => {
      const found = await cluster
        .onReplica<{ count: string }>("SELECT xact_commit AS count FROM pg_stat_database WHERE datname = 'postgres'")
        .catch(() => []);
      return Number(found[0]?.count ?? 0);
    };
    const phase = async (name: string) => {
      const counts = { reads: 0, stale: 0, errors: 0 };
      const endMs = performance.now() + phaseMs;
      const before = await transactions();
      const person = async (token: string) => {
        while (performance.now() < endMs) {
          const text = `Item ${++serial}x`;
          const made = await create(writer, token, text);
          const since = (made.body.change?.id ?? 1) - 1;
          const [list, changes] = await Promise.all([
            ask(reader, token, `/api/items?q=${encodeURIComponent(text)}`),
            ask(reader, token, `/api/changes?since=${since}`),
          ]);
          counts.reads += 2;
          counts.errors += [made, list, changes].filter(({ status }) => status < 200 || status > 299).length;
          if (list.status === 200 && !list.body.items?.some((item) => item.text === text)) counts.stale += 1;
          if (changes.status === 200 && !JSON.stringify(changes.body).includes(text)) counts.stale += 1;
          // Read once more: by now it has certainly arrived, if anything does.
          await pause(20);
          const again = await ask(reader, token, `/api/items?from=${day}&to=${day}&limit=1`);
          counts.reads += 1;
          counts.errors += Number(again.status !== 200);
        }
      };
      await Promise.all(tokens.map(person));
      await pause(1_500); // a backend reports what it did when it idles for a second
      const atReplica = (await transactions()) - before;
      const { reads, stale, errors } = counts;
      const isUsed = name === "follows" ? atReplica > reads : true;
      outcomes.push(
        outcome(
          `the replica ${name}`,
          `${reads} reads, ${stale} stale, ${errors} errors, ${Math.max(atReplica, 0)} statements at the replica`,
          stale === 0 && errors === 0 && reads > 0 && isUsed,
        ),
      );
    };
    await phase("follows");
    await cluster.onReplica("SELECT pg_wal_replay_pause()");
    await phase("lags");
    await cluster.onReplica("SELECT pg_wal_replay_resume()");
    await cluster.stopReplica();
    await phase("is stopped");
    await cluster.startReplica();
    await phase("is back");
    await cluster.promote();
    await phase("was promoted beside its primary");
    return outcomes;
  } finally {
    await Promise.all([writer.stop(), reader.stop()]);
    await cluster.stop();
  }
};
