/** Asks a process that was started with `--inspect`. @param method as the Chrome DevTools Protocol names it */
export type Inspector = <T = unknown>(method: string, params?: object) => Promise<T>;

interface Told {
  readonly id: number;
  readonly result: unknown;
}

/** Runs work with the inspector of a process. @see the Chrome DevTools Protocol, HeapProfiler and Profiler */
export async function withInspector<T>(port: number, work: (inspect: Inspector) => Promise<T>): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error("The app offers no inspector.");
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  const asked = new Map<number, (result: unknown) => void>();
  try {
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error("The app's inspector does not answer."));
    });
    socket.onmessage = ({ data }) => {
      const { id, result } = JSON.parse(String(data)) as Told;
      asked.get(id)?.(result);
    };
    return await work(
      (method, params = {}) =>
        new Promise((resolve) => {
          const id = asked.size + 1;
          asked.set(id, (result) => resolve(result as never));
          socket.send(JSON.stringify({ id, method, params }));
        }),
    );
  } finally {
    socket.close();
  }
}
