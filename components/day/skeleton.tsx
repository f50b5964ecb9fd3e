import type { CSSProperties } from "react";

const rows = [
  [45, "58%", "34%"],
  [45, "72%", undefined],
  [45, "44%", "52%"],
] as const;

/** A skeleton of the line while days load; appears only after 200 ms, so that fast loads do not flicker. */
export function Skeleton({ words }: { readonly words: string }) {
  const wide = (width: string) => ({ "--w": width }) as CSSProperties;
  return (
    <div className="skeleton">
      <p className="sr-only" role="status">
        {words}
      </p>
      <ol className="entries" aria-hidden="true">
        {rows.map(([minutes, first, second]) => (
          <li key={first} className="entry is-skeleton" style={{ "--minutes": minutes } as CSSProperties}>
            <p className="when">
              <span className="skeleton-bar" style={wide("2.75rem")} />
            </p>
            <span className="line" />
            <div className="what">
              <span className="skeleton-bar" style={wide(first)} />
              {second && <span className="skeleton-bar" style={wide(second)} />}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
