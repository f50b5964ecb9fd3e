/** A zone has several names: its canonical one here, or undefined if this browser or server does not know it. */
export function canonicalZone(timeZone: string | undefined): string | undefined {
  // Without a name, Intl would take its own.
  if (!timeZone) return undefined;
  try {
    return Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The browser's own zone, as an IANA name. Undefined where it cannot tell: some then say nothing, others "Etc/Unknown". */
export function browserTimeZone(): string | undefined {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return canonicalZone(timeZone) && timeZone;
}
