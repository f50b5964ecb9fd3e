/** Who looks at the page, for the bar. Nobody until the pages are joined to the identity room. */
export async function person(): Promise<{ name: string } | null> {
  return null;
}
