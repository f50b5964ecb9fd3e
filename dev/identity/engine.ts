/**
 * oidc-provider warns at import about every Node without an LTS codename, and the Node that this project pins carries none
 * although it is one. The launcher's output is read by people, so that one warning is held back; later ones are shown.
 */
const { warn } = console;
console.warn = () => undefined;
const engine = await import("oidc-provider").finally(() => {
  console.warn = warn;
});

export const { errors, interactionPolicy, Provider } = engine;
