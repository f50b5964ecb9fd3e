import type { Page } from "@playwright/test";

/** Runs work with an empty cache. @returns bytes of script that came over the wire meanwhile, compressed, without headers */
export async function scriptBytes(page: Page, work: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  // The bodies alone, as they come over the wire; loadingFinished would count the headers of each answer, too.
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await work();
  await session.detach();
  return bytes;
}
