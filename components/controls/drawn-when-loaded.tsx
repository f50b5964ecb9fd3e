import { useTranslations } from "next-intl";
import { type ComponentType, lazy } from "react";
import type { LazyPart } from "./lazy-part.ts";

/**
 * A part of the first picture that few need: the server draws it, its script is loaded only where it is drawn. Where that fails, it is
 * missing until the page is loaded again; it does not take the page with it.
 * @param part where it is loaded already, it is there at once. A page that comes with the part drawn brings its script along: else what is
 * drawn would be gone from the moment that the page is alive until the script has come
 */
export const drawnWhenLoaded = <P extends object>(part: LazyPart<ComponentType<P>>) =>
  lazy(() => (part.loaded ? atOnce(part.loaded) : part.load().then(asModule, () => asModule<P>(Missing))));

const asModule = <P extends object>(component: ComponentType<P>) => ({ default: component });

function atOnce<P extends object>(component: ComponentType<P>) {
  const known = asModule(component);
  // biome-ignore lint/suspicious/noThenProperty: what a thenable gives at once, React takes without waiting
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
