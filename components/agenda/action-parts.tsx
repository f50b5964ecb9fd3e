import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { type LazyPart, useAskedPart, useLazyPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { Refusal } from "../notices/banners.tsx";
import type { ToastRequest } from "../notices/toasts.tsx";
import type { ScopeDialogProps } from "../scopes/scope-dialog.tsx";
import type { SelectionBarProps } from "../select/selection-bar.tsx";
import { useUnsaved } from "../unsaved/use-unsaved.ts";
import type { UnsavedProps } from "./unsaved-banners.tsx";

const lazyScopeDialog = { load: () => import("../scopes/scope-dialog.tsx").then(({ ScopeDialog }) => ScopeDialog) };
const lazyToasts = { load: () => import("../notices/toasts.tsx").then(({ Toasts }) => Toasts) };
const lazyUnsaved: LazyPart<typeof import("./unsaved-banners.tsx")> = { load: () => import("./unsaved-banners.tsx") };

/** Restores what was unsaved before a reload: lines reopen in place, and banners lead to what is out of sight. */
export function Unsaved(props: UnsavedProps) {
  const unsaved = useUnsaved();
  const { startLine } = useAgendaActions();
  const [isSome, setIsSome] = useState(false);
  useEffect(() => {
    if (unsaved.list().length === 0) return;
    // If loading fails, everything stays kept.
    void lazyUnsaved.load().then(
      ({ reopenLines }) => {
        flushSync(() => reopenLines(unsaved, startLine));
        setIsSome(true);
      },
      () => undefined,
    );
  }, [unsaved, startLine]);
  const { part } = useLazyPart(lazyUnsaved, isSome);
  return part && isSome && <part.UnsavedBanners {...props} />;
}

const lazyBar = { load: () => import("../select/selection-bar.tsx").then(({ SelectionBar }) => SelectionBar) };

interface SelectionProps extends SelectionBarProps {
  readonly refuse: (refusal: Refusal) => void;
}

/** Actions on the selection; stays mounted after first use, to announce an empty selection. */
export function SelectionPart({ refuse, ...props }: SelectionProps) {
  const t = useTranslations();
  const { keys, choose } = props.selection;
  const isUsed = useRef(false);
  isUsed.current ||= keys.size > 0;
  const giveUp = () => {
    isUsed.current = false;
    refuse({ words: wordsOfUnloaded(t("agenda.nothingSelectable"), t) });
    choose(new Set());
  };
  const SelectionBar = useAskedPart(lazyBar, giveUp, isUsed.current);
  return isUsed.current && SelectionBar && <SelectionBar {...props} />;
}

interface Props {
  readonly question: ScopeDialogProps | undefined;
  readonly toasts: readonly ToastRequest[];
  readonly refuse: (refusal: Refusal) => void;
}

/** Dialogs and toasts around an action in a list; loaded on first use. */
export function HandParts({ question, toasts, refuse }: Props) {
  return (
    <>
      {question && <Question {...question} refuse={refuse} />}
      {toasts.length > 0 && <Told toasts={toasts} refuse={refuse} />}
    </>
  );
}

function Question({ refuse, ...question }: ScopeDialogProps & Pick<Props, "refuse">) {
  const t = useTranslations();
  const { item, act, onClose } = question;
  const ScopeDialog = useAskedPart(lazyScopeDialog, () => {
    refuse({
      words: wordsOfUnloaded(t(act === "delete" ? "agenda.notDeleted" : "agenda.notMoved", { text: item.text }), t),
    });
    onClose();
  });
  return ScopeDialog && <ScopeDialog {...question} />;
}

function Told({ toasts, refuse }: Pick<Props, "toasts" | "refuse">) {
  const t = useTranslations();
  const { part: Toasts, retry } = useLazyPart(lazyToasts);
  const last = toasts.at(-1);
  // If the toasts cannot be loaded, undo must still work.
  useEffect(() => {
    if (retry && last) refuse({ words: last.words, act: { words: last.act ?? t("words.undo"), run: last.undo } });
  }, [retry, last, refuse, t]);
  return Toasts && <Toasts requests={toasts} />;
}
