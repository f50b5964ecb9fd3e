// Preloaded into the app's process (--import). A launcher that is killed closes the IPC channel: leave with it instead of
// holding its port and its database connections.
// Only in the launcher's own child: the workers of a build inherit this file, and live on the channel to theirs.
if (process.env.AGENDA_LAUNCHER_PID === String(process.ppid)) {
  process.on("disconnect", () => process.exit(0));
  process.channel?.unref();
}

// The launcher says where the app is, so Next's own banner ("▲ Next.js", "- Local:", "✓ Ready in") stays away.
if (process.env.AGENDA_QUIET_BANNER) {
  const write = process.stdout.write;
  process.stdout.write = function (chunk, ...rest) {
    const text = String(chunk);
    if (text.includes("Ready in")) process.stdout.write = write;
    else if (!/▲ Next\.js|^- (Local|Network|Environments):|✓ Running next\.config/.test(text)) return write.call(this, chunk, ...rest);
    rest.findLast((last) => typeof last === "function")?.();
    return true;
  };
}
