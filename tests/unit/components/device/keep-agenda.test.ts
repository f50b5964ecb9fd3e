import { mock } from "node:test";
import { expect, test } from "@playwright/test";
import { keepSeen, stopKeeping } from "../../../../components/device/keep-agenda.ts";

test("what is shown is kept as of now each minute, until the page is left for one without an agenda", () => {
  const due: (() => void)[] = [];
  mock.timers.enable({ apis: ["setInterval"] });
  mock.method(globalThis, "setTimeout", (run: () => void) => due.push(run));
  const keeps = () => due.splice(0).map((run) => run()).length;
  try {
    keepSeen({} as never, { state: "live", isServers: false });
    expect(keeps()).toBe(1);
    mock.timers.tick(60_000);
    expect(keeps()).toBe(1);
    stopKeeping();
    mock.timers.tick(600_000);
    expect(keeps()).toBe(0);
    keepSeen({} as never, { state: "live", isServers: false });
    expect(keeps()).toBe(1);
    mock.timers.tick(60_000);
    expect(keeps()).toBe(1);
  } finally {
    mock.timers.reset();
    mock.restoreAll();
    stopKeeping();
  }
});
