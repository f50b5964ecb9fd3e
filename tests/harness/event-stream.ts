import { expect } from "@playwright/test";
import { running } from "./running.ts";

/** An open feed, as a page has it. */
export class EventStream {
  readonly headers: Headers;
  /** Every rev received, in order. */
  readonly revs: number[] = [];
  /** Every announced version of what was seen and kept, in order. */
  readonly looks: number[] = [];
  hasEnded = false;
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController) {
    this.headers = response.headers;
    this.#abort = abort;
    void this.#read(response);
  }

  /** @throws if the feed is refused */
  static async open(cookie: string, app = running.url): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(`${app}/api/feed?since=0`, { headers: { cookie }, signal: abort.signal });
    if (response.status !== 200) throw new Error(`The feed answered ${response.status}`);
    return new EventStream(response, abort);
  }

  /** Waits until the latest rev is this one. */
  async tells(rev: number, withinMs = 5_000): Promise<void> {
    await expect.poll(() => this.revs.at(-1), { timeout: withinMs, intervals: [10] }).toBe(rev);
  }

  async ends(withinMs: number): Promise<void> {
    await expect.poll(() => this.hasEnded, { timeout: withinMs, intervals: [10] }).toBe(true);
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    let text = "";
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        for (const event of events) {
          const [, id, data] = /^id: (\d+)\ndata: (\d+)$/.exec(event) ?? [];
          if (id !== undefined && id === data) this.revs.push(Number(id));
          const [, look] = /^event: look\ndata: (\d+)$/.exec(event) ?? [];
          if (look !== undefined) this.looks.push(Number(look));
        }
      }
    } catch {
      // a broken connection also ends it
    }
    this.hasEnded = true;
  }
}
