import { type FeedState, openStream, type Stream, type StreamOptions } from "./event-stream.ts";

interface FollowOptions {
  /** Identifies the user: tabs of two users in one browser must not share a stream. */
  readonly scope: string;
  readonly since: number;
  readonly onRev: (rev: number) => void;
  /** Marks were seen or kept, here or elsewhere; new version. */
  readonly onLook?: (version: number) => void;
  readonly onState: (state: FeedState) => void;
  /** How the leader connects to the server. */
  readonly connect?: (options: StreamOptions) => Stream;
}

interface News {
  readonly rev?: number;
  readonly look?: number;
  readonly state?: FeedState;
  /** A new tab wants the current state; a visible one wants the leader to retry now. */
  readonly ask?: "news" | "retry";
}

/**
 * Follows the agenda's rev with one stream for all tabs of a browser: six streams over HTTP/1.1 would block everything else.
 * The tab with the lock leads and informs the others; when it closes, the next one continues from the latest rev it knows.
 * @returns stops following
 */
export function followFeed({ scope, since, onRev, onLook, onState, connect = openStream }: FollowOptions): () => void {
  let known = since;
  let state: FeedState = "connecting";
  const hear = ({ rev, look, state: next }: News) => {
    if (look !== undefined) onLook?.(look);
    // Even a lower one: a restored database has gone back, and only the server knows.
    if (rev !== undefined) {
      known = rev;
      onRev(rev);
    }
    // Other tabs notice one by one that they are signed out too; until then keep showing it.
    const isNewer = next !== state && (state !== "signed-out" || next === "live");
    if (next !== undefined && isNewer) {
      state = next;
      onState(next);
    }
  };

  if (!globalThis.navigator?.locks || !globalThis.BroadcastChannel) {
    const own = connect({
      since: () => known,
      onRev: (rev) => hear({ rev }),
      onLook: (look) => hear({ look }),
      onState: (next) => hear({ state: next }),
    });
    return own.close;
  }

  const name = `agenda-feed:${scope}`;
  const channel = new BroadcastChannel(name);
  const giveUp = new AbortController();
  let stream: Stream | undefined;
  let release: (() => void) | undefined;
  let isStanding = false;

  const tell = (news: News) => {
    hear(news);
    channel.postMessage(news);
  };
  const lead = () =>
    new Promise<void>((resolve) => {
      if (giveUp.signal.aborted) return resolve();
      release = resolve;
      const onState = (next: FeedState) => {
        tell({ state: next });
        if (next === "signed-out") resign();
      };
      stream = connect({
        since: () => known,
        onRev: (rev) => tell({ rev }),
        onLook: (look) => tell({ look }),
        onState,
      });
    });
  const stand = () => {
    isStanding = true;
    navigator.locks.request(name, { signal: giveUp.signal }, lead).catch(() => undefined);
  };
  // A refused stream is over: a tab that signs in again must be able to lead.
  const resign = () => {
    stream = undefined;
    isStanding = false;
    release?.();
  };

  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (!data.ask) {
      hear(data);
      if (state === "live" && !isStanding) stand();
    } else if (!stream) return;
    else if (data.ask === "retry") stream.retryNow();
    else channel.postMessage({ ...(known > 0 && { rev: known }), state } satisfies News);
  };
  channel.postMessage({ ask: "news" } satisfies News);
  stand();

  // The leader may be a hidden tab, whose timers the browser throttles to one a minute.
  const nudge = setInterval(() => {
    const isVisible = globalThis.document?.visibilityState !== "hidden";
    if (!stream && isVisible && (state === "lost" || state === "connecting")) channel.postMessage({ ask: "retry" });
  }, 2000);

  return () => {
    clearInterval(nudge);
    giveUp.abort();
    stream?.close();
    release?.();
    channel.close();
  };
}
