import { authorOf } from "../sync/change-marks.ts";

/** The author within a sentence: "ChatGPT", "an assistant". */
export const authorWithin = (mark: Parameters<typeof authorOf>[0]): string =>
  authorOf(mark).replace(/^An assistant$/, "an assistant");
