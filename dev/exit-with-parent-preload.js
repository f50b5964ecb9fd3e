// Preloaded into the app's process (--import). A launcher that is killed closes the IPC channel: leave with it instead of
// holding its port and its database connections.
// Only in the launcher's own child: the workers of a build inherit this file, and live on the channel to theirs.
if (process.env.AGENDA_LAUNCHER_PID === String(process.ppid)) {
  process.on("disconnect", () => process.exit(0));
  process.channel?.unref();
}

// The launcher says where the app is, so Next's own banner stays away: it ends with the first line that is not of it.
if (process.env.AGENDA_QUIET_BANNER) {
  const write = process.stdout.write;
  const isBanner = /▲ Next\.js|^- (Local|Network|Environments):|✓ (Ready in|Running next\.config)/;
  process.stdout.write = function (chunk, ...rest) {
    if (!isBanner.test(String(chunk))) {
      process.stdout.write = write;
      return write.call(this, chunk, ...rest);
    }
    rest.findLast((last) => typeof last === "function")?.();
    return true;
  };
}
