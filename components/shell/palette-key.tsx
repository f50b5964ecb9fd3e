"use client";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { barNow, leaving } from "../actions/bar.ts";
import { runCommand, useChord, useKeyCommands } from "../actions/key-commands.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { type LazyPart, useLazyPart, wordsOfUnloaded } from "../controls/lazy-part.ts";
import { useEarlyKeys } from "../controls/use-early-keys.ts";
import type { PaletteProps } from "../palette/palette.tsx";

/** Words that could not be added after the palette closed, and why. */
export type Unsaved = NonNullable<PaletteProps["unsaved"]>;

const lazyPalette = { load: () => import("../palette/palette.tsx").then(({ Palette }) => Palette) };
const lazyKeys = { load: () => import("../palette/keys-dialog.tsx").then(({ KeysDialog }) => KeysDialog) };

/** Opens the palette, by a button or Ctrl-K, and the overview of keys. On pages without an agenda it also handles adding. */
export function PaletteKey({ icon }: { readonly icon: ReactNode }) {
  const t = useTranslations();
  const [open, setOpen] = useState<"palette" | "add" | "keys">();
  const [unsaved, setUnsaved] = useState<Unsaved>();
  const [href, setHref] = useState("/");
  const way = useRef<HTMLAnchorElement>(null);
  const [chord, setChord] = useState("Ctrl K");
  useEffect(() => {
    if (/Mac|iP(hone|ad)/.test(navigator.platform)) setChord("⌘ K");
  }, []);
  useChord("k", () => setOpen("palette"));
  useKeyCommands({
    keys: () => setOpen("keys"),
    // At once: what follows is text. The agenda has lines for it, unless its view is going.
    add: () => (barNow() && !leaving.isSo ? false : flushSync(() => setOpen("add"))),
  });

  /** In one task, so that the next key meets the result: closes, restores the focus, and then acts. */
  const close = (then?: () => void) => {
    flushSync(() => {
      setOpen(undefined);
      setUnsaved(undefined);
    });
    // The focus returns in a microtask.
    if (then) queueMicrotask(() => queueMicrotask(then));
  };
  return (
    <>
      <button
        className="square palette-key"
        type="button"
        aria-label={t("shell.palette")}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => setOpen("palette")}
      >
        {icon}
        <span aria-hidden="true">{chord}</span>
      </button>
      {/* The palette's navigation: like a click on a link, it asks about unsaved text. */}
      <Link ref={way} href={href as Route} prefetch={false} hidden tabIndex={-1}>
        {t("shell.go")}
      </Link>
      {(open === "palette" || open === "add") && (
        <LoadedPalette
          adds={open === "add"}
          unsaved={unsaved}
          onUnsaved={(words) => {
            setUnsaved(words);
            setOpen((now) => (now === "add" ? now : "palette"));
          }}
          onClose={close}
          onVisit={(next) => {
            flushSync(() => setHref(next));
            close(() => way.current?.click());
          }}
          onCommand={(name) => close(() => runCommand(name))}
          onSignOut={() =>
            close(() => document.querySelector<HTMLFormElement>('form[action="/sign-out"]')?.requestSubmit())
          }
        />
      )}
      {open === "keys" && <LoadedKeys onClose={close} />}
    </>
  );
}

type Palette = Awaited<ReturnType<typeof lazyPalette.load>>;

function LoadedPalette(props: Omit<Parameters<Palette>[0], "early">) {
  const { part: Palette, retry } = useLazyPart<Palette>(lazyPalette);
  const { onClose } = props;
  const early = useEarlyKeys(!retry, onClose);
  if (Palette) return <Palette {...props} early={early} />;
  return <Waiting what="shell.paletteUnloaded" retry={retry} onClose={onClose} />;
}

type Keys = Awaited<ReturnType<typeof lazyKeys.load>>;

function LoadedKeys({ onClose }: { readonly onClose: () => void }) {
  const { part: KeysDialog, retry } = useLazyPart(lazyKeys as LazyPart<Keys>);
  return KeysDialog ? (
    <KeysDialog onClose={onClose} />
  ) : (
    <Waiting what="shell.keysUnloaded" retry={retry} onClose={onClose} />
  );
}

interface WaitingProps {
  readonly what: "shell.paletteUnloaded" | "shell.keysUnloaded";
  readonly retry: (() => void) | undefined;
  readonly onClose: () => void;
}

function Waiting({ what, retry, onClose }: WaitingProps) {
  const t = useTranslations();
  if (!retry) return <span data-modal="" hidden />;
  return (
    <div className="palette-unloaded">
      <ErrorBanner onRetry={retry} onClose={onClose}>
        {wordsOfUnloaded(t(what), t)}
      </ErrorBanner>
    </div>
  );
}
