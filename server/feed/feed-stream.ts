import type { UserId } from "../caller.ts";

/** One open page. It only sends the latest rev: an unread one is replaced, never queued. */
export interface FeedStream {
  readonly userId: UserId;
  readonly idHash: string;
  readonly openedAtMs: number;
  /** Sends the agenda's rev unless the page already has it. */
  tell(rev: number): void;
  /** Reports that something was seen or kept elsewhere, by its new version. */
  tellLook(version: number): void;
  /**
   * Heartbeat: keeps proxies from closing the connection and shows the page that it is alive; drops a reader that has not read
   * since the previous one.
   */
  beat(): void;
  end(): void;
}

const encoder = new TextEncoder();
const retryMs = 1_000;

/**
 * @param onEnd called once, however the stream ends
 * @see the WHATWG HTML standard §9.2, server-sent events
 */
export function openStream(
  { userId, idHash }: Pick<FeedStream, "userId" | "idHash">,
  onEnd: (stream: FeedStream) => void,
): { stream: FeedStream; body: ReadableStream<Uint8Array> } {
  let sentRev = -1;
  let waiting: number | undefined;
  let sentVersion = -1;
  let waitingVersion: number | undefined;
  let isStalled = false;
  let isOpen = true;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  const write = (text: string) => controller.enqueue(encoder.encode(text));
  const flush = () => {
    if ((controller.desiredSize ?? 0) <= 0) return;
    const [rev, version] = [waiting, waitingVersion];
    // First: writing can trigger another pull at once, which must not find the same again.
    waiting = undefined;
    waitingVersion = undefined;
    if (rev !== undefined) write(`id: ${rev}\ndata: ${rev}\n\n`);
    if (version !== undefined) write(`event: look\ndata: ${version}\n\n`);
  };
  const finish = () => {
    if (!isOpen) return;
    isOpen = false;
    onEnd(stream);
  };
  const stream: FeedStream = {
    userId,
    idHash,
    openedAtMs: Date.now(),
    tell(rev) {
      if (!isOpen || rev <= sentRev) return;
      sentRev = rev;
      waiting = rev;
      flush();
    },
    tellLook(version) {
      if (!isOpen || version <= sentVersion) return;
      sentVersion = version;
      waitingVersion = version;
      flush();
    },
    beat() {
      if (!isOpen) return;
      const isFull = (controller.desiredSize ?? 0) <= 0;
      if (isFull && isStalled) stream.end();
      else if (!isFull) write("event: beat\ndata: 0\n\n");
      isStalled = isFull;
    },
    end() {
      if (!isOpen) return;
      finish();
      controller.close();
    },
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started;
        write(`retry: ${retryMs}\n\n`);
      },
      pull: flush,
      cancel: finish,
    },
    { highWaterMark: 4 },
  );
  return { stream, body };
}
