import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";
import { call } from "../sync/api-client.ts";
import { canonicalZone } from "./canonical-zone.ts";
import { browserTimeZone, setCookie } from "./zone-cookie.ts";

interface Options {
  readonly timeZone: string;
  readonly timeZoneSource: "settings" | "unknown";
  /** From the cookies: the browser's zone, and the one that was declined. */
  readonly browser: string | undefined;
  readonly declined: string | undefined;
}

/** Sets the zone once if it is unknown; offers the browser's zone if it differs; never changes it unasked. */
export function useZone({ timeZone, timeZoneSource, browser: toldBrowser, declined: toldDeclined }: Options) {
  const router = useRouter();
  const [browser, setBrowser] = useState(toldBrowser);
  const [declined, setDeclined] = useState(toldDeclined);

  const use = useCallback(
    async (zone: string) => {
      await call("updateSettings", { timeZone: zone });
      router.refresh();
    },
    [router],
  );
  useEffect(() => {
    const zone = browserTimeZone();
    if (!canonicalZone(zone)) return;
    setBrowser(zone);
    setCookie("browser-time-zone", zone);
    if (timeZoneSource !== "unknown") return;
    // Failure is harmless: UTC is used and shown, and the next visit tries again.
    use(zone).catch(() => undefined);
  }, [timeZoneSource, use]);

  const decline = () => {
    if (!browser) return;
    setCookie("declined-time-zone", browser);
    setDeclined(browser);
  };
  const isOther = () => {
    const own = canonicalZone(browser ?? "");
    return own && own !== canonicalZone(timeZone);
  };
  const isOffered = timeZoneSource === "settings" && browser !== timeZone && browser !== declined && isOther();
  return { offered: isOffered ? browser : undefined, use, decline };
}
