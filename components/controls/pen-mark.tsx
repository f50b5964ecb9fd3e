/** The logo: a pen stroke touching the line, in both inks. */
export function PenMark() {
  return (
    <svg viewBox="0 0 20 22" width="20" height="22" fill="none" strokeWidth="2.5" aria-hidden="true">
      <path className="mark-line" d="M6 1v20" />
      <path className="mark-pen" d="M18 2.5 7.6 12" />
    </svg>
  );
}

/** The same in one colour: the icon for the assistant's changes. */
export function PenIcon() {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M8 2.5v19" />
      <path d="M20 4 8 14.5" />
    </svg>
  );
}
