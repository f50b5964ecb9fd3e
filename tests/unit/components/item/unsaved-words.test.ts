import { expect, test } from "@playwright/test";
import { UnsavedWords, unsavedTitles } from "../../../../components/unsaved/unsaved-words.ts";

/** A browser's storage and window, as far as needed. */
class Storage {
  isFull = false;
  setItem(key: string, value: string) {
    if (this.isFull) throw new DOMException("Full.", "QuotaExceededError");
    Object.assign(this, { [key]: value });
  }
  getItem(key: string): string | null {
    return (this as Record<string, unknown>)[key] as string | null;
  }
  removeItem(key: string) {
    delete (this as Record<string, unknown>)[key];
  }
}

let storage: Storage;
let listeners: Map<string, unknown>;
const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
test.beforeEach(() => {
  storage = new Storage();
  listeners = new Map();
  Object.defineProperty(globalThis, "localStorage", { value: storage, configurable: true });
  Object.assign(globalThis, {
    addEventListener: (type: string, listener: unknown) => listeners.set(type, listener),
    removeEventListener: (type: string) => listeners.delete(type),
  });
});
test.afterEach(() => {
  if (before) Object.defineProperty(globalThis, "localStorage", before);
});

const milk = { title: "“Buy milk”", words: { line: "Buy milk" } };

test("what is kept is there for the same person only, until it is stored", () => {
  new UnsavedWords("ana").set("line", milk);
  expect(new UnsavedWords("ana").get("line")).toEqual(milk.words);
  expect(new UnsavedWords("ana").list()).toEqual([["line", milk]]);
  expect(unsavedTitles()).toEqual(["“Buy milk”"]);
  const other = new UnsavedWords("anabel");
  expect([other.get("line"), other.list()]).toEqual([undefined, []]);
  new UnsavedWords("ana").delete("line");
  expect(new UnsavedWords("ana").get("line")).toBeUndefined();
});

test("whoever comes next finds nothing of others", () => {
  new UnsavedWords("ana").set("line", milk);
  new UnsavedWords("ben").open();
  expect(unsavedTitles()).toEqual([]);
});

test("after the end of a session nothing stays in the browser; what is on the page is asked about before it is left", () => {
  const unsaved = new UnsavedWords("ana");
  unsaved.watch("line", () => undefined);
  unsaved.set("line", milk);
  expect(listeners.has("beforeunload")).toBe(false);
  unsaved.end();
  unsaved.set("item 1", { title: "changes to Review", words: {} });
  expect(unsavedTitles()).toEqual([]);
  expect(unsaved.get("line")).toEqual(milk.words);
  expect(listeners.has("beforeunload")).toBe(true);
  unsaved.delete("line");
  unsaved.delete("item 1");
  expect(listeners.has("beforeunload")).toBe(false);
});

test("where the browser keeps nothing, it asks before the page is left, as long as something is unsaved", () => {
  storage.isFull = true;
  const unsaved = new UnsavedWords("ana");
  unsaved.set("line", milk);
  expect(unsaved.get("line")).toEqual(milk.words);
  expect(listeners.has("beforeunload")).toBe(true);
  storage.isFull = false;
  unsaved.set("line", milk);
  expect(listeners.has("beforeunload")).toBe(false);
});

test("a watcher hears what another tab has deleted, but not what the end of a session erases there", () => {
  const unsaved = new UnsavedWords("ana");
  unsaved.open();
  const gone: unknown[] = [];
  unsaved.watch("line", (words) => gone.push(words));
  const tell = listeners.get("storage") as (event: Partial<StorageEvent>) => void;
  const oldValue = JSON.stringify(milk);
  tell({ key: "unsaved ana line", oldValue, newValue: null });
  tell({ key: "unsaved ben line", oldValue, newValue: "" });
  expect(gone).toEqual([]);
  tell({ key: "unsaved ana line", oldValue, newValue: "" });
  expect(gone).toEqual([milk.words]);
});
