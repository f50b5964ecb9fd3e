/** The address of a font file, as the style sheet has it (next.config.js). */
declare module "*.woff2?preload" {
  const address: string;
  export default address;
}
