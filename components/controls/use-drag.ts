import { type RefObject, useEffect, useRef } from "react";

/** Callbacks of one drag. */
export interface Drag<S> {
  readonly move: (at: S) => void;
  readonly drop: () => void;
  readonly cancel: () => void;
}

interface Options<S> {
  readonly root: RefObject<HTMLElement | null>;
  /** What is at a point of the window; no earlier value is kept. @param isFine with Shift */
  readonly spotAt: (root: HTMLElement, x: number, y: number, isFine: boolean) => S | undefined;
  /**
   * A drag starts on an element or on empty space.
   * @returns undefined if nothing can be dragged
   */
  readonly begin: (on: Element, at: S) => Drag<S> | undefined;
  /** A click by mouse or pen without a drag. */
  readonly click?: (on: Element, at: S) => void;
}

const startPx = 4;
const holdMs = 400;
/** A finger that moves farther before the long press is scrolling. */
const slipPx = 8;
const edgePx = 72;
const scrollPx = 12;

/** Drags: by mouse and pen at once, by touch after a long press, so that touch can still scroll. */
export function useDrag<S>(options: Options<S>): void {
  const current = useRef(options);
  current.current = options;
  const { root: at } = options;
  useEffect(() => {
    const root = at.current;
    if (!root) return;
    let press: { readonly on: Element; readonly x: number; readonly y: number; readonly id: number } | undefined;
    let drag: Drag<S> | undefined;
    let holding: ReturnType<typeof setTimeout> | undefined;
    let last: { x: number; y: number; shift: boolean } = { x: 0, y: 0, shift: false };
    let frame = 0;

    const spot = (): S | undefined => current.current.spotAt(root, last.x, last.y, last.shift);
    const take = () => {
      clearTimeout(holding);
      if (!press || drag) return;
      const { on, x, y, id } = press;
      const from = current.current.spotAt(root, x, y, last.shift);
      drag = from === undefined ? undefined : current.current.begin(on, from);
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
      if (at !== undefined) drag?.move(at);
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
      if (event.pointerType !== "touch" && at !== undefined) current.current.click?.(on, at);
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
  }, [at]);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
