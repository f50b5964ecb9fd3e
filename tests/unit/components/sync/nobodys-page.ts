/** As much of a page as requests need: it was drawn for nobody. */
globalThis.document ??= { documentElement: { dataset: {} } } as Document;
