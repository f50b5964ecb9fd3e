import { Toast } from "@base-ui/react/toast";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";

export interface ToastRequest {
  readonly words: string;
  /** @param from what was focused when it was asked for; absent: what is now */
  readonly undo: (from?: Element | null) => void;
  /** The action's label, if it is not an undo. */
  readonly act?: string | undefined;
}

const shownMs = 10_000;

/** Confirms what was just done, with undo. Loaded on first use. */
export function Toasts({ requests }: { readonly requests: readonly ToastRequest[] }) {
  return (
    <Toast.Provider timeout={shownMs} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          {/* Inside: added before its viewport is there, a toast would take no F6. */}
          <Feeder requests={requests} />
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Feeder({ requests }: { readonly requests: readonly ToastRequest[] }) {
  const t = useTranslations();
  const { add, close } = Toast.useToastManager();
  const shown = useRef(new Map<ToastRequest, string>());
  useEffect(() => {
    for (const request of requests) {
      if (shown.current.has(request)) continue;
      const { words, undo, act = t("words.undo") } = request;
      const toastId = add({
        // A title, which labels it: each toast is a dialog.
        title: words,
        actionProps: {
          children: act,
          onClick: () => {
            close(toastId);
            undo();
          },
        },
      });
      shown.current.set(request, toastId);
    }
    // Once undone by a key, it is no longer offered.
    for (const [request, toastId] of shown.current) if (!requests.includes(request)) close(toastId);
  }, [requests, add, close, t]);
  return null;
}

function List() {
  const { toasts } = Toast.useToastManager();
  const newest = useRef<HTMLButtonElement>(null);
  useTabTo(newest, toasts[0]?.id);
  return toasts.map((toast, index) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="toast"
      inert={toast.limited || toast.transitionStatus === "ending"}
    >
      <Toast.Content className="toast-content">
        <Toast.Title render={<p />} />
        <Toast.Action className="act" ref={index === 0 ? newest : undefined} />
      </Toast.Content>
    </Toast.Root>
  ));
}

/** Tab on an item, pressed next after a toast appeared, leads to the toast's action; without this only F6 does. */
function useTabTo(action: RefObject<HTMLButtonElement | null>, toastId: string | undefined): void {
  useEffect(() => {
    if (toastId === undefined) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Tab") return;
      removeEventListener("keydown", press);
      if (event.shiftKey || !document.activeElement?.matches("[data-item]")) return;
      event.preventDefault();
      // Tab leads back from there only once the toasts were entered by F6.
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "F6", bubbles: true }));
      action.current?.focus();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [action, toastId]);
}
