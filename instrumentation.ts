/** Runs once at server start. An invalid configuration ends the process before it answers anything. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("./server/start.ts");
  await startServer();
}

/** Next reports rendering errors here; its own message about them does not reach the log. */
export async function onRequestError(thrown: unknown) {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logPageFailure } = await import("./server/start.ts");
  logPageFailure(thrown);
}
