/** Runs once when the server starts. A wrong configuration ends the process before it answers anything. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("./server/start.ts");
  startServer();
}

/** What failed while a page was made: Next tells it here, and its own words about it do not reach the log. */
export async function onRequestError(thrown: unknown) {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logPageFailure } = await import("./server/start.ts");
  logPageFailure(thrown);
}
