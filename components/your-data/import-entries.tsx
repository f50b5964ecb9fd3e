import { useTranslations } from "next-intl";
import type { ImportPreview } from "../../contract/operations/calendar-import.ts";

/** What a file would do, entry by entry; those that need attention come first. */
export function ImportEntries({ entries, preview }: { entries: ImportPreview["entries"]; preview: ImportPreview }) {
  const t = useTranslations();
  const rest = preview.added + preview.changed + preview.same + preview.refused - entries.length;
  if (entries.length === 0) return null;
  return (
    // Scrollable, so it must be focusable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be focusable
    <section className="data-entries" aria-label={t("your-data.inFile")} tabIndex={0}>
      <ul>
        {entries.map(({ kind, text, when, remarks }, index) => (
          // The list comes from one answer and is never reordered.
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may be equal
          <li key={index} data-kind={kind}>
            <span className="data-kind">{t("your-data.kind", { kind })}</span>
            <span className="data-text">
              <strong dir="auto">{text}</strong>
              {when && <span className="data-when">{when}</span>}
              {remarks?.map((remark) => (
                <span key={remark} className="data-remark">
                  {remark}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="data-when">{t("your-data.andMore", { count: rest })}</p>}
    </section>
  );
}
