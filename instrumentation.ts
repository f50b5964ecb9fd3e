/** Runs once when the server starts. A wrong configuration ends the process before it answers anything. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startServer } = await import("./server/start.ts");
  startServer();
}
