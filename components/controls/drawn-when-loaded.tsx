import { useTranslations } from "next-intl";
import { type ComponentType, lazy } from "react";
import type { LazyPart } from "./lazy-part.ts";

/**
 * A part of the initial page that few users need: the server renders it, and its script loads only where it is rendered. If that fails, the
 * part is missing until a reload; the rest of the page is unaffected.
 * @param part if already loaded, it renders at once. A page that includes the part preloads its script: otherwise the server's HTML would
 * vanish from hydration until the script loads
 */
export const drawnWhenLoaded = <P extends object>(part: LazyPart<ComponentType<P>>) =>
  lazy(() => (part.loaded ? atOnce(part.loaded) : part.load().then(asModule, () => asModule<P>(Missing))));

const asModule = <P extends object>(component: ComponentType<P>) => ({ default: component });

function atOnce<P extends object>(component: ComponentType<P>) {
  const known = asModule(component);
  // biome-ignore lint/suspicious/noThenProperty: React reads an immediate thenable without suspending
  return { then: (take: (module: typeof known) => void) => take(known) } as Promise<typeof known>;
}

function Missing() {
  const t = useTranslations();
  return (
    <p className="hint" role="status">
      {t("controls.missing")}
    </p>
  );
}
