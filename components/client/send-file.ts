import type { ImportDone, ImportPreview, ImportProgress } from "../../contract/imports.ts";
import { ApiError } from "./api.ts";

type Answers = { readonly preview: ImportPreview; readonly take: ImportDone };

/**
 * Sends a calendar file: to be looked at, or, with what the preview answered, to be taken in.
 * @param onSent how much of it has gone out, 0 to 1; fetch does not tell
 * @param onRead how much of it has been read there, 0 to 1; not told where another process reads it
 * @throws ApiError
 */
export function sendFile<W extends keyof Answers>(
  file: File,
  confirm: W extends "take" ? string : undefined,
  onSent: (share: number) => void,
  onRead: (share: number) => void,
): Promise<Answers[W]> {
  const { promise, resolve, reject } = Promise.withResolvers<Answers[W]>();
  const request = new XMLHttpRequest();
  request.open("POST", confirm === undefined ? "/api/import" : `/api/import?confirm=${encodeURIComponent(confirm)}`);
  request.setRequestHeader("Content-Type", "text/calendar");
  request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
  request.upload.onload = () => onSent(1);
  // What is asked last may be answered after the file: then it is over.
  const ask = async () => {
    const share = await askProgress();
    if (share !== undefined && request.readyState !== XMLHttpRequest.DONE) onRead(share);
  };
  const asking = setInterval(() => void ask(), askMs);
  request.onloadend = () => clearInterval(asking);
  request.onerror = () => reject(new ApiError(0, { code: "offline", detail: "The network is away." }));
  request.onload = () => {
    const body = parse(request.responseText);
    if (request.status === 200 && body !== undefined) resolve(body as Answers[W]);
    else reject(new ApiError(request.status, typeof body === "object" && body !== null ? body : {}));
  };
  request.send(file);
  return promise;
}

const askMs = 500;

async function askProgress(): Promise<number | undefined> {
  const answer = await fetch("/api/import", { cache: "no-store" }).catch(() => undefined);
  const progress = answer?.ok ? ((await answer.json()) as ImportProgress) : undefined;
  return progress?.reading;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
