import { useEffect } from "react";
import { useConnection } from "../sync/connection-state.ts";
import type { Seen } from "./keep-agenda.ts";

/** After the page itself has loaded. */
const laterMs = 1_500;

const loaded = (): Promise<void> =>
  new Promise<void>((resolve) => {
    if (document.readyState === "complete") return resolve();
    addEventListener("load", () => resolve(), { once: true });
  }).then(() => new Promise<void>((resolve) => setTimeout(resolve, laterMs)));

let later: Promise<void> | undefined;

/** Keeps what the page shows on this device, for when there is no network. */
export function useDeviceCopy({ scope, name, loaded: known, fresh, writing }: Omit<Seen, "state">): void {
  const { state } = useConnection();
  useEffect(() => {
    later ??= loaded();
    void later
      .then(() => import("./keep-agenda.ts"))
      .then(
        ({ keepSeen }) => keepSeen({ scope, name, loaded: known, fresh, writing, state }),
        () => undefined,
      );
  }, [scope, name, known, fresh, writing, state]);
}
