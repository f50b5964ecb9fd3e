import { type ComponentType, lazy } from "react";

/**
 * A part of the first picture that few need: the server draws it, its script is loaded only where it is drawn. Where that fails, it is
 * missing until the page is loaded again; it does not take the page with it.
 */
export const drawnWhenLoaded = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(() => load().then(asModule, () => asModule<P>(Missing)));

const asModule = <P extends object>(component: ComponentType<P>) => ({ default: component });

function Missing() {
  return (
    <p className="hint" role="status">
      A part of this page could not be loaded. Reload it to see the rest.
    </p>
  );
}
