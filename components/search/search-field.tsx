import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { limits } from "../../contract/limits.ts";
import "./search.css";

interface Props {
  /** The page that gives the same results without JavaScript. */
  readonly action: "/search" | "/trash";
  readonly label: string;
  readonly placeholder: string;
  readonly words: string;
  readonly isFirst?: boolean;
  readonly hasSingleKeys: boolean;
  readonly onType: (words: string) => void;
  readonly onGo: () => void;
  /** Filters. */
  readonly children?: ReactNode;
}

/** A search field with results as you type. */
export function SearchField({
  action,
  label,
  placeholder,
  words,
  isFirst,
  hasSingleKeys,
  onType,
  onGo,
  children,
}: Props) {
  return (
    <search>
      <form
        action={action}
        onSubmit={(event) => {
          event.preventDefault();
          onGo();
        }}
      >
        <div className="search-line">
          <Search className="icon" aria-hidden="true" />
          <input
            type="search"
            name="q"
            aria-label={label}
            placeholder={placeholder}
            // biome-ignore lint/a11y/noAutofocus: only on pages whose purpose is to type here
            autoFocus={isFirst}
            data-search=""
            value={words}
            onChange={({ target }) => onType(target.value)}
            maxLength={limits.search}
            autoComplete="off"
            enterKeyHint="search"
          />
          {hasSingleKeys && (
            <span aria-hidden="true">
              <kbd>/</kbd>
            </span>
          )}
        </div>
        {/* Without it, Enter sends nothing when there are filters to fill in, too. */}
        <button className="sr-only" type="submit" tabIndex={-1}>
          {label}
        </button>
        {children}
      </form>
    </search>
  );
}

interface Correction {
  readonly word: string;
  readonly taken: string;
}

/** Which typos were corrected. */
export function Corrections({ corrected }: { readonly corrected: readonly Correction[] }) {
  const t = useTranslations();
  return corrected.map((each) => (
    <span key={each.word}>
      {t.rich("search.nothingFor", { ...each, strong: (words) => <strong>{words}</strong> })}{" "}
    </span>
  ));
}
