import { expect } from "@playwright/test";

/** Like `expect.poll`, which would look only after a tenth of a second, and then ever more rarely. */
export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { intervals: [5] });
