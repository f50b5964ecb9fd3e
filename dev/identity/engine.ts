/**
 * oidc-provider warns at import about every Node without an LTS codename, which the pinned Node lacks although it is LTS.
 * People read the launcher's output, so that one warning is suppressed; later ones are shown.
 */
const { warn } = console;
console.warn = () => undefined;
const engine = await import("oidc-provider").finally(() => {
  console.warn = warn;
});

export const { errors, interactionPolicy, Provider } = engine;
