import { useEffect, useRef } from "react";
import type { Overlap } from "../actions/overlap-words.ts";
import { useLazyPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import type { OpenOutbox } from "../device/use-device.ts";
import type { Refusal } from "../notices/banners.tsx";
import type { OverlapProps } from "../notices/overlap-notice.tsx";
import type { ToastRequest } from "../notices/toasts.tsx";
import type { ScopeDialogProps } from "../scopes/scope-dialog.tsx";
import type { SelectionBarProps } from "../select/selection-bar.tsx";

const lazyScopeDialog = { load: () => import("../scopes/scope-dialog.tsx").then(({ ScopeDialog }) => ScopeDialog) };
const lazyToasts = { load: () => import("../notices/toasts.tsx").then(({ Toasts }) => Toasts) };

const lazyOverlap = {
  load: () => import("../notices/overlap-notice.tsx").then(({ OverlapNotice }) => OverlapNotice),
};

const lazyWaiting = {
  load: () => import("../waiting/waiting-writes.tsx").then(({ WaitingWrites }) => WaitingWrites),
};

const lazyBar = { load: () => import("../select/selection-bar.tsx").then(({ SelectionBar }) => SelectionBar) };

interface SelectionProps extends SelectionBarProps {
  readonly refuse: (refusal: Refusal) => void;
}

/** What can be done with what is selected; stays once it was needed, to say that nothing is. */
export function SelectionPart({ refuse, ...props }: SelectionProps) {
  const { keys, choose } = props.selection;
  const isUsed = useRef(false);
  isUsed.current ||= keys.size > 0;
  const { part: SelectionBar, retry } = useLazyPart(lazyBar, isUsed.current);
  useEffect(() => {
    if (!retry) return;
    isUsed.current = false;
    refuse({ words: wordsOfUnloaded("Nothing can be selected") });
    choose(new Set());
  }, [retry, refuse, choose]);
  return isUsed.current && SelectionBar && <SelectionBar {...props} />;
}

/** That something is taken twice now; without its script nothing is said of it here, only in the list. */
export function OverlapPart({
  overlap,
  ...props
}: Omit<OverlapProps, "overlap"> & { readonly overlap: Overlap | undefined }) {
  const { part: OverlapNotice } = useLazyPart(lazyOverlap, overlap !== undefined);
  return overlap && OverlapNotice && <OverlapNotice overlap={overlap} {...props} />;
}

/** What waits on this device to be sent. */
export function WaitingPart({ outbox }: { readonly outbox: OpenOutbox }) {
  const isWanted = outbox.queue.length > 0;
  const { part: WaitingWrites } = useLazyPart(lazyWaiting, isWanted);
  return isWanted && WaitingWrites && <WaitingWrites outbox={outbox} />;
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
