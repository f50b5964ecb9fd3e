/** Makes a process started with `--inspect` collect garbage. @see the Chrome DevTools Protocol, HeapProfiler */
export async function collectGarbage(inspectorPort: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`);
  const [target] = (await answer.json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error("The app offers no inspector.");
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.onerror = () => reject(new Error("The app's inspector does not answer."));
      socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" }));
      socket.onmessage = ({ data }) => JSON.parse(String(data)).id === 1 && resolve();
    });
  } finally {
    socket.close();
  }
}
