/** So many turns in a row that each bring a new connection mean that more are waiting behind them. */
const turnsOfRush = 4;
/** Whoever keeps connecting does not keep others from being served. */
const mostMs = 100;

/**
 * Whether many are connecting at this moment. Node takes one new connection in each turn of the event loop, however many wait, and a turn in
 * which requests are worked on takes milliseconds: of 200 that connect at once, the last would be seen after seconds, far too late
 * to be refused in time. As long as it lasts nothing new should be begun, so that turns are short.
 * @see docs/decisions/0274-others-go-first.md
 */
export class ConnectionRush {
  #turns = 0;
  #isNewHere = false;
  #isWatching = false;
  #sinceMs = 0;
  readonly #onOver: () => void;

  /** @param onOver called when a turn has brought no connection, or it has lasted too long */
  constructor(onOver: () => void) {
    this.#onOver = onOver;
  }

  get isOn(): boolean {
    return this.#turns >= turnsOfRush;
  }

  /** Somebody has connected. */
  connected(): void {
    this.#isNewHere = true;
    if (this.#isWatching) return;
    this.#isWatching = true;
    this.#sinceMs = performance.now();
    setImmediate(() => this.#look());
  }

  #look(): void {
    const goesOn = this.#isNewHere && performance.now() - this.#sinceMs < mostMs;
    this.#turns = goesOn ? this.#turns + 1 : 0;
    this.#isNewHere = false;
    this.#isWatching = goesOn;
    if (goesOn) setImmediate(() => this.#look());
    else this.#onOver();
  }
}
