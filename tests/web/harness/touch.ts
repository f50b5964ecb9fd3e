import type { CDPSession, Page } from "@playwright/test";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the page: Playwright itself only taps. */
export const fingerOn = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

export const touch = (finger: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) =>
  finger.send("Input.dispatchTouchEvent", { type, touchPoints: [...points] });

/** One finger, from one point to another. */
export async function swipe(page: Page, from: Point, to: Point): Promise<void> {
  const finger = await fingerOn(page);
  await touch(finger, "touchStart", [from]);
  await touch(finger, "touchMove", [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }]);
  await touch(finger, "touchMove", [to]);
  await touch(finger, "touchEnd", []);
}
