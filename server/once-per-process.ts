/**
 * A getter of something that exists once per process and is made on first use: Next gives instrumentation, route handlers and
 * pages each their own copy of a module.
 * @param name unique in the process
 */
export function oncePerProcess<T extends object>(name: string, make: () => T): () => T {
  const key = Symbol.for(`agenda.${name}`);
  const store = globalThis as { [key]?: T };
  return () => {
    store[key] ??= make();
    return store[key];
  };
}
