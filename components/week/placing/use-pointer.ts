import { type RefObject, useEffect, useRef } from "react";
import { dayMinutes } from "../rules/pieces.ts";
import { fineMinutes, stepMinutes } from "../rules/place.ts";

/** A pointer's position on the grid. */
export interface Spot {
  readonly date: string;
  /** Since midnight, not rounded; absent in the all-day row. */
  readonly minute?: number;
  /** Minutes to snap to: 15, with Shift 5. */
  readonly step: number;
}

/** Callbacks of one drag. */
export interface Drag {
  readonly move: (at: Spot) => void;
  readonly drop: () => void;
  readonly cancel: () => void;
}

interface Options {
  readonly grid: RefObject<HTMLElement | null>;
  /** First minute of the day that is drawn. */
  readonly fromMinute: number;
  /**
   * Somebody takes hold of something, or of empty time.
   * @returns nothing where nothing can be dragged
   */
  readonly begin: (on: Element, at: Spot) => Drag | undefined;
  /** A click on empty time, without a drag. */
  readonly click: (on: Element, at: Spot) => void;
}

const startPx = 4;
const holdMs = 400;
/** A finger that moves farther before the long press is scrolling. */
const slipPx = 8;
const edgePx = 72;
const scrollPx = 12;

/** Drags on the grid: by mouse and pen at once, by touch after a long press, so that touch can still scroll. */
export function usePointer(options: Options): void {
  const current = useRef(options);
  current.current = options;
  const { grid } = options;
  useEffect(() => {
    const root = grid.current;
    if (!root) return;
    let press: { readonly on: Element; readonly x: number; readonly y: number; readonly id: number } | undefined;
    let drag: Drag | undefined;
    let holding: ReturnType<typeof setTimeout> | undefined;
    let last: { x: number; y: number; shift: boolean } = { x: 0, y: 0, shift: false };
    let frame = 0;

    const spot = (): Spot | undefined => spotAt(root, last.x, last.y, current.current.fromMinute, last.shift);
    const take = () => {
      clearTimeout(holding);
      if (!press || drag) return;
      const { on, x, y, id } = press;
      const from = spotAt(root, x, y, current.current.fromMinute, last.shift);
      drag = from && current.current.begin(on, from);
      if (!drag) {
        press = undefined;
        return;
      }
      root.setPointerCapture(id);
      root.classList.add("is-dragging");
      frame = requestAnimationFrame(scrollAtEdge);
    };
    const end = (how: "drop" | "cancel") => {
      clearTimeout(holding);
      cancelAnimationFrame(frame);
      const was = drag;
      if (press && root.hasPointerCapture(press.id)) root.releasePointerCapture(press.id);
      press = undefined;
      drag = undefined;
      root.classList.remove("is-dragging");
      was?.[how]();
    };
    const follow = () => {
      const at = spot();
      if (at) drag?.move(at);
    };
    /** Scrolls while dragging near the window's edge. */
    const scrollAtEdge = () => {
      const by = last.y < edgePx * 2 ? -scrollPx : last.y > innerHeight - edgePx ? scrollPx : 0;
      const before = scrollY;
      if (by !== 0) scrollBy(0, by);
      if (scrollY !== before) follow();
      frame = requestAnimationFrame(scrollAtEdge);
    };

    const down = (event: PointerEvent) => {
      const { target, button, isPrimary, clientX: x, clientY: y, shiftKey: shift, pointerType, pointerId: id } = event;
      if (!(target instanceof Element) || button !== 0 || !isPrimary || drag) return;
      if (target.closest("input, textarea, label, form, [data-no-drag]")) return;
      press = { on: target, x, y, id };
      last = { x, y, shift };
      clearTimeout(holding);
      if (pointerType === "touch") holding = setTimeout(take, holdMs);
    };
    const moved = (event: PointerEvent) => {
      if (!press || event.pointerId !== press.id) return;
      // The button was released outside the grid.
      if (event.buttons === 0) return end("cancel");
      last = { x: event.clientX, y: event.clientY, shift: event.shiftKey };
      const far = Math.hypot(last.x - press.x, last.y - press.y);
      if (drag) return follow();
      if (event.pointerType !== "touch" && far >= startPx) {
        take();
        follow();
      } else if (event.pointerType === "touch" && far > slipPx) end("cancel");
    };
    const up = (event: PointerEvent) => {
      if (!press || event.pointerId !== press.id) return;
      if (drag) {
        // The click after a drag must not open anything.
        addEventListener("click", swallow, { capture: true, once: true });
        setTimeout(() => removeEventListener("click", swallow, { capture: true }));
        return end("drop");
      }
      const { on } = press;
      const at = spot();
      end("cancel");
      if (event.pointerType !== "touch" && at) current.current.click(on, at);
    };
    const lost = (event: PointerEvent) => press?.id === event.pointerId && end("cancel");
    const key = (event: KeyboardEvent) => {
      if (!drag) return;
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        end("cancel");
      } else if (event.key === "Shift") {
        last = { ...last, shift: event.type === "keydown" };
        follow();
      }
    };
    /** During a drag by touch the page neither scrolls nor opens a context menu. */
    const still = (event: Event) => drag && event.preventDefault();
    root.addEventListener("pointerdown", down);
    root.addEventListener("pointermove", moved);
    root.addEventListener("pointerup", up);
    root.addEventListener("pointercancel", lost);
    root.addEventListener("touchmove", still, { passive: false });
    root.addEventListener("contextmenu", still);
    addEventListener("keydown", key, true);
    addEventListener("keyup", key, true);
    return () => {
      end("cancel");
      root.removeEventListener("pointerdown", down);
      root.removeEventListener("pointermove", moved);
      root.removeEventListener("pointerup", up);
      root.removeEventListener("pointercancel", lost);
      root.removeEventListener("touchmove", still);
      root.removeEventListener("contextmenu", still);
      removeEventListener("keydown", key, true);
      removeEventListener("keyup", key, true);
    };
  }, [grid]);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** The day and minute at a point of the window; outside the grid, the nearest ones. */
function spotAt(root: HTMLElement, x: number, y: number, fromMinute: number, isFine: boolean): Spot | undefined {
  const columns = [...root.querySelectorAll<HTMLElement>("[data-day]")];
  const [first] = columns;
  if (!first) return undefined;
  const box = first.getBoundingClientRect();
  const at = Math.min(columns.length - 1, Math.max(0, Math.floor((x - box.left) / box.width)));
  const date = columns[at]?.dataset.day ?? "";
  const step = isFine ? fineMinutes : stepMinutes;
  const allDay = root.querySelector("[data-all-day]")?.getBoundingClientRect();
  if (allDay && y < allDay.bottom) return { date, step };
  const minute = fromMinute + ((y - box.top) / box.height) * (dayMinutes - fromMinute);
  return { date, minute: Math.min(dayMinutes, Math.max(fromMinute, minute)), step };
}
