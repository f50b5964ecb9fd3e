import type { ChildProcess } from "node:child_process";
import { reservePort } from "../../dev/ports.ts";
import type { Agenda } from "./agendas.ts";
import { withInspector } from "./inspector.ts";
import { sendLoad } from "./load/send-load.ts";
import type { Parts } from "./parts.ts";
import { cookieOf } from "./person.ts";
import { type Measure, measure, type Trial } from "./throughput.ts";

/** What the page with the agenda costs the app, and where. */
export interface PageCost {
  readonly signedIn: readonly Measure[];
  /** The same address signed out: no agenda. */
  readonly signedOut: readonly Measure[];
  /** Shares of the CPU time, largest first. */
  readonly shares: readonly { readonly where: string; readonly share: number }[];
}

interface Options {
  readonly rounds: number;
  readonly durationMs: number;
  readonly warmUpMs: number;
}

/** Measures `GET /` in an instance of its own, and profiles it with V8's profiler in an unmeasured stretch. */
export async function measurePage(
  parts: Parts,
  loader: ChildProcess,
  agenda: Agenda,
  options: Options,
): Promise<PageCost> {
  const { port, release } = await reservePort(47_012, "127.0.0.1");
  await release();
  const app = await parts.startInstance({ nodeOptions: `--inspect=127.0.0.1:${port}` });
  try {
    const cookie = await cookieOf(parts, agenda.person);
    const page = (headers: Readonly<Record<string, string>>): Trial => ({
      name: "GET /",
      contestant: { pid: app.pid, url: app.url },
      load: { url: `${app.url}/`, connections: 4, method: "GET", headers, status: 200 },
    });
    const [signedIn, signedOut] = [page({ cookie }), page({})];
    const measures = await measure(parts, loader, [signedIn, signedOut], { ...options, warmUpRequests: 500 });
    const shares = await withInspector(port, async (inspect) => {
      await inspect("Profiler.enable");
      await inspect("Profiler.start");
      await sendLoad(loader, { ...signedIn.load, durationMs: options.durationMs });
      return sharesOf(await inspect<{ profile: Profile }>("Profiler.stop"));
    });
    return { signedIn: measures[0] ?? [], signedOut: measures[1] ?? [], shares };
  } finally {
    await app.stop();
  }
}

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { functionName: string; url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Where a function is, by its file; those without a file are V8's own. */
const places: readonly (readonly [RegExp, string])[] = [
  [/^\(idle\)/, "idle"],
  [/^\(garbage/, "garbage collection"],
  [/^\((program|root)/, "V8 and Node.js, native"],
  [/next-server\/app-page|react-(dom|server)|compiled\/react/, "React and Next.js, making the page"],
  [/node_modules\/next\//, "Next.js, serving it"],
  [/node_modules\/(pg|pg-\w+|postgres-\w+|@prisma)\//, "pg and Prisma"],
  [/\.next\/server\//, "our components and operations, with bundled libraries"],
  [/^node:/, "Node.js"],
];

function sharesOf({ profile: { nodes, samples, timeDeltas } }: { readonly profile: Profile }): PageCost["shares"] {
  const placeOf = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => {
      const file = url === "" ? functionName : url;
      return [
        id,
        places.find(([pattern]) => pattern.test(file))?.[1] ?? (url === "" ? "V8 and Node.js, native" : "other"),
      ];
    }),
  );
  const micros = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const where = placeOf.get(id) ?? "other";
    micros.set(where, (micros.get(where) ?? 0) + (timeDeltas[index] ?? 0));
  }
  micros.delete("idle");
  const all = micros.values().reduce((sum, each) => sum + each, 0);
  return [...micros].map(([where, each]) => ({ where, share: each / all })).sort((a, b) => b.share - a.share);
}
