/** Whether whoever asks reads a 12-hour clock, by the first language that the browser names. */
export function reads12Hours(acceptLanguage: string | null): boolean {
  const first = acceptLanguage?.split(",")[0]?.split(";")[0]?.trim() ?? "";
  try {
    return new Intl.DateTimeFormat(first, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
  } catch {
    return false;
  }
}
