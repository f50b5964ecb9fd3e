/** Prefix of this browser's storage keys; then the user and the name. */
const mark = "unsaved ";

/** Something typed but not stored. */
export interface Kept {
  /** Its name within a sentence: "changes to Review", "“Buy milk”". */
  readonly title: string;
  readonly words: unknown;
}

/**
 * Text a user has typed but not stored yet, kept in this browser for that user alone: it survives a reload. If the browser cannot keep it,
 * it asks before the page is left.
 */
export class UnsavedWords {
  readonly #own: string;
  /** What could not be kept. */
  readonly #unkept = new Map<string, Kept>();
  readonly #watchers = new Map<string, (gone?: unknown) => void>();
  #isOver: boolean;

  /** @param person if absent, nothing is kept */
  constructor(person?: string) {
    this.#own = `${mark}${person} `;
    this.#isOver = person === undefined;
  }

  get(name: string): unknown {
    return (this.#unkept.get(name) ?? readKept(`${this.#own}${name}`))?.words;
  }

  set(name: string, kept: Kept): void {
    try {
      if (this.#isOver) throw new Error("The session has ended.");
      localStorage.setItem(`${this.#own}${name}`, JSON.stringify(kept));
      this.#unkept.delete(name);
    } catch {
      this.#unkept.set(name, kept);
    }
    this.#guard();
  }

  /** It was stored or dropped: so it is in other tabs too. */
  delete(name: string): void {
    const key = `${this.#own}${name}`;
    this.#unkept.delete(name);
    this.#guard();
    if (readKept(key) === undefined) return;
    // Emptied rather than removed: another tab may put its own text here at once. Removed at the end of a session, after which other tabs
    // still show their text.
    localStorage.setItem(key, "");
  }

  /** Drops an entry that may be on the page. */
  drop(name: string): void {
    this.delete(name);
    this.#watchers.get(name)?.();
  }

  /** Calls back when it is dropped, or deleted in another tab: then with the words that were deleted. */
  watch(name: string, onGone: (gone?: unknown) => void): () => void {
    this.#watchers.set(name, onGone);
    return () => this.#watchers.delete(name);
  }

  /** Everything kept for this user. */
  list(): readonly (readonly [name: string, kept: Kept])[] {
    return keysOfAll()
      .filter((key) => key.startsWith(this.#own))
      .flatMap((key) => {
        const kept = readKept(key);
        return kept ? [[key.slice(this.#own.length), kept] as const] : [];
      });
  }

  /** Follows other tabs, and erases what others have left in this browser. Returns how to stop. */
  open(): () => void {
    eraseUnsaved((key) => !key.startsWith(this.#own) || !localStorage.getItem(key));
    const follow = ({ key, oldValue, newValue }: StorageEvent) => {
      if (key?.startsWith(this.#own) && newValue === "")
        this.#watchers.get(key.slice(this.#own.length))?.(parse(oldValue)?.words);
    };
    addEventListener("storage", follow);
    return () => removeEventListener("storage", follow);
  }

  /** The session is over: nothing stays in this browser except in the page itself. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const [name, kept] of this.list()) if (this.#watchers.has(name)) this.#unkept.set(name, kept);
    eraseUnsaved();
    this.#guard();
  }

  #guard(): void {
    if (this.#unkept.size > 0) addEventListener("beforeunload", ask);
    else removeEventListener("beforeunload", ask);
  }
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** The titles of what anyone has left in this browser. */
export const unsavedTitles = (): readonly string[] => keysOfAll().flatMap((key) => readKept(key)?.title ?? []);

export function eraseUnsaved(isMeant: (key: string) => boolean = () => true): void {
  for (const key of keysOfAll().filter(isMeant)) localStorage.removeItem(key);
}

function keysOfAll(): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(mark));
  } catch {
    return [];
  }
}

const parse = (json: string | null): Kept | undefined => JSON.parse(json || "null") ?? undefined;

function readKept(key: string): Kept | undefined {
  try {
    return parse(localStorage.getItem(key));
  } catch {
    return undefined;
  }
}
