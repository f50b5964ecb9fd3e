import { useEffect, useState } from "react";
import { useAgendaActions } from "../actions/agenda-actions.ts";
import { type KeptLine, nameOfLine } from "../add-line/use-draft-line.ts";
import { useLazyPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { Refusal } from "../notices/banners.tsx";
import type { OverlapProps } from "../notices/overlap-notice.tsx";
import type { ToastRequest } from "../notices/toasts.tsx";
import type { ScopeDialogProps } from "../scopes/scope-dialog.tsx";
import { useUnsaved } from "../unsaved/use-unsaved.ts";
import type { UnsavedProps } from "./unsaved-banners.tsx";

const lazyScopeDialog = { load: () => import("../scopes/scope-dialog.tsx").then(({ ScopeDialog }) => ScopeDialog) };
const lazyToasts = { load: () => import("../notices/toasts.tsx").then(({ Toasts }) => Toasts) };
const lazyUnsaved = { load: () => import("./unsaved-banners.tsx").then(({ UnsavedBanners }) => UnsavedBanners) };

/** What was not saved before a reload: lines open where they were, and what is out of sight is told. */
export function Unsaved(props: UnsavedProps) {
  const unsaved = useUnsaved();
  const { startLine } = useAgendaActions();
  const [isSome, setIsSome] = useState(false);
  useEffect(() => {
    const kept = unsaved.list();
    setIsSome(kept.length > 0);
    for (const [name, { title, words }] of kept) {
      if (name === nameOfLine() || !name.startsWith(nameOfLine())) continue;
      const { slot } = words as KeptLine;
      if (name !== nameOfLine(slot)) {
        unsaved.delete(name);
        unsaved.set(nameOfLine(slot), { title, words });
      }
      startLine(slot);
    }
  }, [unsaved, startLine]);
  const { part: UnsavedBanners } = useLazyPart(lazyUnsaved, isSome);
  return UnsavedBanners && isSome && <UnsavedBanners {...props} />;
}

const lazyOverlap = { load: () => import("../notices/overlap-notice.tsx").then(({ OverlapNotice }) => OverlapNotice) };

/** What an item takes the same time as; loaded when there is first something to say. */
export function Overlapping(props: OverlapProps) {
  const { part: OverlapNotice } = useLazyPart(lazyOverlap);
  return OverlapNotice && <OverlapNotice {...props} />;
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
  const { part: ScopeDialog, retry } = useLazyPart(lazyScopeDialog);
  const { item, act, onClose } = question;
  useEffect(() => {
    if (!retry) return;
    refuse({ words: wordsOfUnloaded(`${item.text} was not ${act === "delete" ? "deleted" : "moved"}`) });
    onClose();
  }, [retry, refuse, item.text, act, onClose]);
  return ScopeDialog && <ScopeDialog {...question} />;
}

function Told({ toasts, refuse }: Pick<Props, "toasts" | "refuse">) {
  const { part: Toasts, retry } = useLazyPart(lazyToasts);
  const last = toasts.at(-1);
  // If the toasts cannot be loaded, undo must still work.
  useEffect(() => {
    if (retry && last) refuse({ words: last.words, act: { words: last.act ?? "Undo", run: last.undo } });
  }, [retry, last, refuse]);
  return Toasts && <Toasts requests={toasts} />;
}
