import { Suspense } from "react";
import { drawnWhenLoaded } from "../controls/drawn-when-loaded.tsx";
import type { OpenOutbox } from "../device/use-device.ts";

const WaitingWrites = drawnWhenLoaded({
  load: () => import("./waiting-writes.tsx").then(({ WaitingWrites }) => WaitingWrites),
});

/** The writes waiting here to be sent. */
export const WaitingPart = ({ outbox }: { readonly outbox: OpenOutbox }) =>
  outbox.queue.length > 0 && (
    <Suspense>
      <WaitingWrites outbox={outbox} />
    </Suspense>
  );
