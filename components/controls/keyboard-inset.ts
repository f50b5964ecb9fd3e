import { type RefObject, useEffect } from "react";

/**
 * For an element that reaches the bottom edge: how much of the window the on-screen keyboard covers (--keyboard; 0 where the page itself shrinks
 * instead), and how much stays visible (--seen).
 */
export function KeyboardInset({ at }: { readonly at: RefObject<HTMLElement | null> }): null {
  useEffect(() => {
    const { visualViewport } = window;
    const element = at.current;
    if (!visualViewport || !element) return;
    const measure = () => {
      const { height, offsetTop, scale } = visualViewport;
      // With pinch zoom less is visible, with or without a keyboard.
      const covered = scale > 1.01 ? 0 : Math.max(0, innerHeight - height - offsetTop);
      element.style.setProperty("--keyboard", `${Math.round(covered)}px`);
      element.style.setProperty("--seen", `${Math.round(innerHeight - covered)}px`);
    };
    measure();
    visualViewport.addEventListener("resize", measure);
    visualViewport.addEventListener("scroll", measure);
    return () => {
      visualViewport.removeEventListener("resize", measure);
      visualViewport.removeEventListener("scroll", measure);
      element.style.removeProperty("--keyboard");
      element.style.removeProperty("--seen");
    };
  }, [at]);
  return null;
}
