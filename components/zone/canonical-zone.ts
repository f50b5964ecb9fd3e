/** A zone has several names: the canonical one here. Undefined for what is no zone: some browsers say "Etc/Unknown", or nothing. */
export function canonicalZone(timeZone: string): string | undefined {
  try {
    return Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
