import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";

/** Where Debian installs the same engine without windows, which would cost each story time. */
const debianHeadless = "/usr/bin/chromium-headless-shell";

/** Common paths of Chromium or Chrome, the cheapest first; Playwright's own download is not used. */
const windowed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const places = [process.env.CHROMIUM, debianHeadless, ...windowed];

const findChromium = (): string | undefined => places.find(canRun);

/** One that has windows, and therefore notifications. */
export const findWindowed = (): string | undefined => windowed.find(canRun);

function canRun(place = ""): boolean {
  try {
    accessSync(place, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * What Chromium's own window would load beside each page: the lists under the address bar are pages in processes of their own, which cost as
 * much as one of ours. The last list of features wins, so those that Playwright switches off are named again.
 */
const featuresOff = [
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
  ...["AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"],
  ...[
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
  ],
  ...[
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
  ],
];

/** Launch options for every test and tool: no background traffic, only the pages it is sent to. */
export const launchOptions = {
  executablePath: findChromium() ?? debianHeadless,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--disable-features=${featuresOff}`,
  ],
};

/**
 * Ensures there is a browser: installs Debian's package where possible.
 * @throws an error that says what to do otherwise
 */
export function requireChromium(): void {
  if (findChromium()) return;
  if (process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    console.log("Installing Debian's chromium-headless-shell for the tests in a browser …");
    for (const words of [["update"], ["install", "-y", "--no-install-recommends", "chromium-headless-shell"]])
      spawnSync("apt-get", words, {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    if (findChromium()) return;
  }
  throw new Error(
    "The tests in a browser need Chromium or Chrome. On Debian or Ubuntu: sudo apt-get install chromium-headless-shell. " +
      "Anywhere else: install it and set CHROMIUM to its program.",
  );
}
