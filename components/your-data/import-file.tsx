import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { limits } from "../../contract/limits.ts";
import type { ImportDone, ImportPreview } from "../../contract/operations/calendar-import.ts";
import { ErrorBanner } from "../controls/error-banner.tsx";
import { ApiError, call } from "../sync/api-client.ts";
import { ImportEntries } from "./import-entries.tsx";
import { countWords } from "./import-words.ts";
import { sendFile } from "./send-file.ts";
import { useDataAction } from "./use-data-action.ts";

/** Whether a failed call may have taken effect anyway: no answer, or one from a proxy. */
const isUnsure = (thrown: unknown) => thrown instanceof ApiError && (thrown.status === 0 || thrown.status >= 500);

/** 128 random bits; crypto.randomUUID is missing if the page is not served over https. */
const makeKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join("-");

type Stage =
  | { readonly is: "choosing"; readonly said?: string }
  | { readonly is: "sending"; readonly doing: string; readonly share: number }
  | { readonly is: "preview"; readonly file: File; readonly preview: ImportPreview; readonly key: string }
  | { readonly is: "done"; readonly done: ImportDone };

/** Imports a calendar file: first a preview, then the import as a single change that one click undoes. */
export function ImportFile({ onDone }: { readonly onDone?: () => void }) {
  const t = useTranslations();
  const [stage, setStage] = useState<Stage>({ is: "choosing" });
  const { isBusy, failure, attempt, forgetFailure } = useDataAction();
  const input = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLParagraphElement>(null);
  const show = (next: Stage) => {
    setStage(next);
    requestAnimationFrame(() => heading.current?.focus());
  };

  const look = (file: File) =>
    attempt(async () => {
      const tell = (doing: string, share: number) =>
        setStage({ is: "sending", doing: t(doing === "sending" ? "your-data.sending" : "your-data.reading"), share });
      tell("sending", 0);
      try {
        const preview = await sendFile<"preview">(file, undefined, tell);
        show({ is: "preview", file, preview, key: makeKey() });
      } catch (thrown) {
        setStage({ is: "choosing" });
        throw thrown;
      }
    }, "read");
  const take = (before: Extract<Stage, { is: "preview" }>) =>
    attempt(
      async () => {
        const { file, preview, key } = before;
        const count = preview.added + preview.changed;
        const tell = (doing: "sending" | "reading" | "storing", share: number) =>
          setStage({
            is: "sending",
            doing: doing === "storing" ? t("your-data.storing", { count }) : t("your-data.readingAgain"),
            share,
          });
        tell("sending", 0);
        try {
          const taking = { confirm: preview.confirm ?? "", key };
          show({ is: "done", done: await sendFile<"take">(file, taking, tell) });
          onDone?.();
        } catch (thrown) {
          // Without an answer it may have been imported: retrying with the same key finds out.
          if (isUnsure(thrown)) show(before);
          else setStage({ is: "choosing" });
          throw thrown;
        }
      },
      "taken",
      (thrown) => (isUnsure(thrown) ? t("your-data.answerLost") : undefined),
    );
  const undo = ({ change }: ImportDone) =>
    attempt(async () => {
      await call("undoChange", { id: change.id });
      setStage({ is: "choosing", said: t("your-data.takenBack") });
    }, "undone");
  const discard = () => {
    setStage({ is: "choosing" });
    requestAnimationFrame(() => input.current?.focus());
  };

  return (
    <>
      <p>{t("your-data.fileHint", { size: String(limits.importBytes / 1_000_000) })}</p>
      {failure && <ErrorBanner>{failure}</ErrorBanner>}
      {stage.is === "choosing" && (
        <>
          <p className={stage.said ? undefined : "sr-only"} role="status">
            {stage.said}
          </p>
          <label className="data-file">
            <span>{t("your-data.file")}</span>
            <input
              ref={input}
              type="file"
              accept=".ics,text/calendar"
              disabled={isBusy}
              onChange={({ currentTarget }) => {
                forgetFailure();
                const [file] = currentTarget.files ?? [];
                if (file) void look(file);
              }}
            />
          </label>
        </>
      )}
      {stage.is === "sending" && (
        <p className="data-progress" role="status">
          <label>
            {t("your-data.doing", { what: stage.doing })}
            <progress {...(stage.share > 0 && stage.share < 1 && { value: stage.share })} />
          </label>
        </p>
      )}
      {stage.is === "preview" && (
        <>
          <p className="data-sum" ref={heading} tabIndex={-1}>
            {t.rich("your-data.fileDoes", {
              name: stage.file.name,
              counts: countWords(stage.preview, "will", t),
              b: (words) => <strong>{words}</strong>,
            })}
          </p>
          <ImportEntries entries={stage.preview.entries} preview={stage.preview} />
          <p className="data-acts">
            {stage.preview.confirm !== undefined && (
              <button className="button is-main" type="button" aria-busy={isBusy} onClick={() => take(stage)}>
                {t("your-data.takeIn", { count: stage.preview.added + stage.preview.changed })}
              </button>
            )}
            <button className="button" type="button" onClick={discard}>
              {t("your-data.discard")}
            </button>
          </p>
        </>
      )}
      {stage.is === "done" && (
        <>
          <p className="data-sum" ref={heading} tabIndex={-1} role="status">
            {t("your-data.takenIn", { counts: countWords(stage.done, "done", t) })}
          </p>
          <p className="data-acts">
            <a className="button" href="/">
              {t("your-data.open")}
            </a>
            <button className="button" type="button" aria-busy={isBusy} onClick={() => undo(stage.done)}>
              {t("your-data.undo")}
            </button>
          </p>
        </>
      )}
    </>
  );
}
