import { pageOwner } from "../sync/api-client.ts";
import type { QueuedWrite } from "../sync/waiting/queued-writes.ts";
import { sendInBackground } from "./send-in-background.ts";
import { WriteQueue } from "./write-queue.ts";

let opened: WriteQueue | undefined;

/** Keeps a write on a page that shows no items. It is sent from here once the network is back, unless another page is first. */
export async function keepWrite(write: QueuedWrite): Promise<void> {
  opened ??= new WriteQueue({ scope: pageOwner(), onChange: () => undefined, onSent: async () => undefined });
  await opened.put(write);
  void sendInBackground().catch(() => undefined);
}
