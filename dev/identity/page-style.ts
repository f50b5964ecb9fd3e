/** Where the server serves the typeface. */
export const facePath = "/geist.woff2";

/**
 * Colours of the product's look (values of its public tokens), inlined in each page: the font is all that the sign-in page
 * loads.
 */
export const pageStyle = `
@font-face { font-family: Geist; src: url("${facePath}") format("woff2"); font-weight: 100 900; font-display: swap; }
:root { color-scheme: light dark;
  --paper: light-dark(oklch(0.987 0.003 100), oklch(0.188 0.005 95));
  --well: light-dark(oklch(0.957 0.005 100), oklch(0.252 0.007 95));
  --ink: light-dark(oklch(0.225 0.012 95), oklch(0.94 0.008 100));
  --ink-soft: light-dark(oklch(0.42 0.012 95), oklch(0.775 0.01 100));
  --ink-hover: light-dark(oklch(0.33 0.012 95), oklch(0.85 0.009 100));
  --on-ink: light-dark(oklch(0.99 0.003 100), oklch(0.18 0.006 95));
  --hairline: light-dark(oklch(0.9 0.006 100), oklch(0.31 0.007 95));
  --edge: light-dark(oklch(0.62 0.012 95), oklch(0.545 0.011 95));
  --hand: light-dark(oklch(0.455 0.083 220), oklch(0.8 0.076 208));
  --alarm: light-dark(oklch(0.52 0.165 33), oklch(0.775 0.125 42)); }
*, *::before, *::after { box-sizing: border-box; }
* { margin: 0; }
body { font: 420 1rem/1.5 Geist, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  color: var(--ink); background: var(--paper); min-height: 100dvh; display: grid; grid-template-rows: auto 1fr auto;
  max-inline-size: 30rem; margin-inline: auto; padding-inline: clamp(1rem, 5vw, 2rem); }
header { display: flex; align-items: center; gap: .5rem; min-block-size: 4.5rem; font-weight: 600; letter-spacing: -.015em; }
header svg { inline-size: 1.25rem; block-size: 1.375rem; fill: none; stroke-width: 2.5; }
.line { stroke: var(--ink); } .pen { stroke: var(--hand); }
main { align-self: center; padding-block: 2rem 3rem; }
h1 { font-size: 2.5rem; line-height: 1.06; letter-spacing: -.038em; font-weight: 600; }
main p { color: var(--ink-soft); margin-block-start: .5rem; text-wrap: pretty; }
main .alarm { color: var(--alarm); font-weight: 520; margin-block-start: 1.25rem; padding-inline-start: .75rem; border-inline-start: 3px solid var(--alarm); }
main .hint { font-size: .875rem; margin-block-start: 1rem; }
form { margin-block-start: 1.5rem; }
label { display: block; font-size: .875rem; color: var(--ink-soft); margin-block: 1.25rem .375rem; }
input { display: block; inline-size: 100%; min-block-size: 2.75rem; font: inherit; color: inherit; background: none; border: 0;
  border-block-end: 1px solid var(--edge); border-radius: 0; padding: .375rem 0; }
input:hover { border-color: var(--ink); }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; border-radius: 4px; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: 1.75rem; }
button { font: inherit; font-weight: 520; min-block-size: 2.75rem; padding: .375rem 1.25rem; border: 1px solid var(--edge); border-radius: 4px;
  background: none; color: inherit; cursor: pointer; }
button:hover { background: var(--well); border-color: var(--ink); }
button.main { background: var(--ink); border-color: var(--ink); color: var(--on-ink); }
button.main:hover { background: var(--ink-hover); border-color: var(--ink-hover); }
button b { font-weight: 600; overflow-wrap: anywhere; }
footer { border-block-start: 1px solid var(--hairline); padding-block: 1rem; font-size: .875rem; color: var(--ink-soft); }
`;
