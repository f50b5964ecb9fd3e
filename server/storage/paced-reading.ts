import type pg from "pg";
import { nextTurn } from "../in-slices.ts";

/** A piece of an answer that takes about a millisecond to parse. */
const largePieceBytes = 16_384;

/**
 * Node reads up to 2 MB of an answer in one turn of the event loop, and pg parses it at once: thousands of rows would keep everybody
 * waiting. So after each large piece the connection waits for the next turn.
 */
export function readInTurns(client: pg.PoolClient): void {
  const { stream } = (client as pg.PoolClient & Pick<pg.Client, "connection">).connection;
  stream.on("data", (piece: Buffer) => {
    if (piece.length < largePieceBytes) return;
    stream.pause();
    void nextTurn().then(() => stream.resume());
  });
}
