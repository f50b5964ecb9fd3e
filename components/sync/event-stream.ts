import { ApiError, call, pageOwner } from "./api-client.ts";

/** connecting: not yet connected, or just lost. lost: retries have failed. */
export type FeedState = "connecting" | "live" | "lost" | "signed-out";

export interface StreamOptions {
  /** The latest known rev, read at every connection. */
  readonly since: () => number;
  readonly onRev: (rev: number) => void;
  /** Marks were seen or kept; new version. */
  readonly onLook?: (version: number) => void;
  readonly onState: (state: FeedState) => void;
}

export interface Stream {
  readonly retryNow: () => void;
  readonly close: () => void;
}

const retryMs = 1500;
/** The server sends a heartbeat every 20 seconds. A connection that is silent for longer is dead. */
const silenceMs = 50_000;

/**
 * A stream of "rev N" from the server, reconnected until closed. EventSource's own retry is not used: it gives up for good on
 * an error status, and cannot choose the rev to resume from.
 */
export function openStream({ since, onRev, onLook, onState }: StreamOptions): Stream {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;

  const hear = () => {
    clearTimeout(silence);
    silence = setTimeout(() => source?.onerror?.(new Event("error")), silenceMs);
  };
  const open = () => {
    clearTimeout(timer);
    hear();
    source?.close();
    const opened = new EventSource(`/api/feed?since=${since()}&person=${pageOwner()}`);
    source = opened;
    opened.addEventListener("beat", hear);
    opened.addEventListener("look", ({ data }) => {
      hear();
      onLook?.(Number(data));
    });
    opened.onmessage = ({ data }) => {
      hear();
      failures = 0;
      onState("live");
      onRev(Number(data));
    };
    opened.onerror = () => {
      const wasRefused = opened.readyState === EventSource.CLOSED;
      opened.close();
      clearTimeout(silence);
      failures += 1;
      onState(failures > 1 ? "lost" : "connecting");
      timer = setTimeout(open, failures > 1 ? retryMs : retryMs / 3);
      if (wasRefused) void stopWhenSignedOut();
    };
  };
  // An EventSource does not expose the status of a refusal; a plain request does.
  const stopWhenSignedOut = async () => {
    const failure = await call("getSettings", {}).catch((thrown: unknown) => thrown);
    if (isClosed || !(failure instanceof ApiError) || failure.status !== 401) return;
    close();
    onState("signed-out");
  };
  const retryNow = () => {
    if (!isClosed && source?.readyState === EventSource.CLOSED) open();
  };
  const retryWhenVisible = () => {
    if (document.visibilityState === "visible") retryNow();
  };
  const close = () => {
    isClosed = true;
    clearTimeout(timer);
    clearTimeout(silence);
    source?.close();
    removeEventListener("online", open);
    document.removeEventListener("visibilitychange", retryWhenVisible);
  };

  // After a network change an old connection may hang without an error, so reconnect.
  addEventListener("online", open);
  document.addEventListener("visibilitychange", retryWhenVisible);
  open();
  return { retryNow, close };
}
