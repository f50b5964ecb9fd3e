import { connect, type Msg, type NatsConnection, type Subscription } from "@nats-io/transport-node";
import type { UserId } from "../caller.ts";
import { writeLine } from "../log-lines.ts";
import type { HintHandlers, Hints } from "./hints.ts";
import { natsOptionsIn } from "./nats-options.ts";

/** For every process. */
const all = "agenda.all";
/** An id may contain what a subject may not. */
const subjectOf = (userId: UserId) => `agenda.of.${Buffer.from(userId).toString("base64url")}`;
const retryMs = 500;
/** A server that answers no ping for this long is given up. */
const pingMs = 5_000;

/**
 * Hints over NATS, where NOTIFY is not enough: many processes, or a database of several nodes, where NOTIFY stays on its node.
 * @see docs/decisions/0307-hints-by-nats.md
 */
export class NatsHints implements Hints {
  readonly #on: HintHandlers;
  /** Absent while there is no connection: the client would buffer messages without limit. */
  #connected: NatsConnection | undefined;
  /** Also during an interruption: it resubscribes by itself. */
  #connection: NatsConnection | undefined;
  readonly #watched = new Map<UserId, Subscription | undefined>();
  #isClosed = false;

  /** @param url nats: or tls:, with user and password or a token if needed; several hosts are separated by commas */
  constructor(url: string, on: HintHandlers) {
    this.#on = on;
    connect({
      ...natsOptionsIn(url),
      name: "agenda feed",
      noEcho: true,
      waitOnFirstConnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: retryMs,
      pingInterval: pingMs,
      maxPingOut: 1,
    }).then(
      (connection) => void this.#use(connection),
      () => this.#warn(),
    );
  }

  get isConnected(): boolean {
    return this.#connected !== undefined;
  }

  hint(userId: UserId, payload: string): void {
    this.#connected?.publish(subjectOf(userId), payload);
  }

  hintAll(payload: string): void {
    this.#connected?.publish(all, payload);
  }

  watch(userId: UserId, isWatched: boolean): void {
    if (isWatched) this.#watched.set(userId, this.#subscribe(subjectOf(userId)));
    else {
      this.#watched.get(userId)?.unsubscribe();
      this.#watched.delete(userId);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connection?.close(); // absent if the server was never reached
  }

  async #use(connection: NatsConnection): Promise<void> {
    this.#connection = connection;
    this.#subscribe(all);
    for (const userId of this.#watched.keys()) this.#watched.set(userId, this.#subscribe(subjectOf(userId)));
    this.#start(connection);
    for await (const { type } of connection.status()) {
      if (type === "reconnect") this.#start(connection);
      else if (type === "disconnect") this.#warn();
    }
  }

  #subscribe(subject: string): Subscription | undefined {
    const callback = (error: Error | null, message: Msg) => {
      if (!error) this.#on.hint(message.string());
    };
    return this.#connection?.subscribe(subject, { callback });
  }

  #start(connection: NatsConnection): void {
    this.#connected = connection;
    this.#on.ready();
  }

  #warn(): void {
    this.#connected = undefined;
    if (!this.#isClosed)
      writeLine("warn", {
        message: "Other processes are not told of changes: the server at HINTS_URL does not answer",
      });
  }
}
