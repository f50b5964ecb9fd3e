import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { limits } from "../../contract/limits.ts";
import type { Translator } from "../../messages/translator.ts";
import { isComposing } from "../controls/is-composing.ts";
import { Pick } from "../controls/pick.tsx";
import type { Asked } from "./asked.ts";

interface Props {
  readonly asked: Asked;
  /** Tags seen in the results. */
  readonly tags: readonly string[];
  readonly onGo: (change: Partial<Asked>) => void;
}

const states = { "": "search.openAndDone", open: "search.open", done: "search.done" } as const;
const doors = { "": "search.anyone", web: "search.you", gpt: "search.chatGpt", mcp: "search.others" } as const;
const orders = { best: "search.bestFirst", date: "search.byDate" } as const;

type Name = Parameters<Translator>[0];

/** Filters, and the sort order. */
export function SearchFilters({ asked, tags, onGo }: Props) {
  const t = useTranslations();
  const id = useId();
  const tag = useRef<HTMLInputElement>(null);
  const known = useRef(asked.tag);
  // Follows the URL in place: another field would not have the focus. At first it may already hold what was typed early.
  useEffect(() => {
    if (tag.current && known.current !== asked.tag) tag.current.value = asked.tag;
    known.current = asked.tag;
  }, [asked.tag]);
  const choice = <N extends "state" | "door" | "order">(name: N, label: string, words: Record<Asked[N], Name>) => (
    <div className="filter">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Pick
        id={`${id}-${name}`}
        name={name}
        className={`field ${asked[name] !== "" && name !== "order" ? "is-changed" : ""}`}
        value={asked[name]}
        onChange={({ target }) => onGo({ [name]: target.value } as Partial<Asked>)}
      >
        {Object.entries<Name>(words).map(([value, name]) => (
          <option key={value} value={value}>
            {t(name)}
          </option>
        ))}
      </Pick>
    </div>
  );
  return (
    <fieldset className="filters">
      <legend className="sr-only">{t("search.narrow")}</legend>
      <div className="filter">
        <label htmlFor={`${id}-tag`}>{t("search.tag")}</label>
        <input
          id={`${id}-tag`}
          name="tag"
          className={`field ${asked.tag ? "is-changed" : ""}`}
          ref={tag}
          defaultValue={asked.tag}
          list={`${id}-tags`}
          placeholder={t("search.any")}
          maxLength={limits.tag + 1}
          autoComplete="off"
          onBlur={({ target }) => onGo({ tag: tagOf(target.value) })}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || isComposing(event.nativeEvent)) return;
            event.preventDefault(); // sent with the tag, so not again by the form
            onGo({ tag: tagOf(event.currentTarget.value) });
          }}
        />
        <datalist id={`${id}-tags`}>
          {tags.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </div>
      {choice("state", t("search.done"), states)}
      {choice("door", t("search.addedBy"), doors)}
      {choice("order", t("search.order"), orders)}
    </fieldset>
  );
}

const tagOf = (words: string): string => words.trim().replace(/^#+\s*/, "");
