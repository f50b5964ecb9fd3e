// Preloaded into the app's process (--import). When a launcher is killed, its IPC channel closes: exit too, instead of holding
// the port and the database connections. Only in the launcher's direct child: the workers of a build inherit this file, and
// their lives depend on their own parent.
if (process.env.AGENDA_LAUNCHER_PID === String(process.ppid)) {
  process.on("disconnect", () => process.exit(0));
  process.channel?.unref();
}

// The launcher prints the app's address, so Next's banner is suppressed, up to the first line that is not part of it.
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
