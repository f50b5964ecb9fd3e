"use client";
import { type ComponentType, useEffect, useState } from "react";

/** A page is drawn first, and its script is loaded when nothing else is. */
const laterMs = 4_000;

/** What is due, on every page of whoever is signed in. */
export function Reminding() {
  const [Banners, setBanners] = useState<ComponentType>();
  useEffect(() => {
    const load = async () => {
      const { DueBanners } = await import("../reminders/due-banners.tsx");
      setBanners(() => DueBanners);
    };
    // Without it there are no banners until the page is loaded again.
    const timer = setTimeout(() => load().catch(() => undefined), laterMs);
    return () => clearTimeout(timer);
  }, []);
  return Banners ? <Banners /> : null;
}
