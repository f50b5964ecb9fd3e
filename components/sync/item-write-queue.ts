interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** Sends the writes on one item one after the other, each with the version that the previous one left. */
export class ItemWriteQueue {
  readonly #last = new Map<string, Promise<unknown>>();
  /** By item: versions before and after each of this page's writes. */
  readonly #raised = new Map<string, Map<number, number>>();

  /**
   * Waits for earlier writes on this item, including refused ones, then sends. Follows a version that only this page has raised
   * since; if someone else raised it, the write still conflicts.
   * @param raisedTo the item's version after the write, if the answer has it
   */
  async take<T>(
    item: Versioned,
    send: (version: number) => Promise<T>,
    raisedTo: (answer: T) => number | undefined,
  ): Promise<T> {
    const { id } = item;
    const before = this.#last.get(id) ?? Promise.resolve();
    const turn = before.then(async () => {
      const version = this.#newest(item);
      const answer = await send(version);
      const raised = raisedTo(answer);
      if (raised !== undefined && raised > version) this.#raisedOf(id).set(version, raised);
      return answer;
    });
    const settled = turn.catch(() => undefined);
    this.#last.set(id, settled);
    try {
      return await turn;
    } finally {
      if (this.#last.get(id) === settled) this.#last.delete(id);
    }
  }

  #newest({ id, version }: Versioned): number {
    const raised = this.#raised.get(id);
    let newest = version;
    for (let next = raised?.get(newest); next !== undefined; next = raised?.get(newest)) newest = next;
    return newest;
  }

  #raisedOf(id: string): Map<number, number> {
    const raised = this.#raised.get(id) ?? new Map<number, number>();
    this.#raised.set(id, raised);
    return raised;
  }
}
