import type { ImportDone, ImportPreview } from "../../contract/imports.ts";
import { ApiError } from "./api.ts";

type Answers = { readonly preview: ImportPreview; readonly take: ImportDone };

/**
 * Sends a calendar file: to be looked at, or, with what the preview answered, to be taken in.
 * @param onSent how much of it has gone out, 0 to 1; fetch does not tell
 * @throws ApiError
 */
export function sendFile<W extends keyof Answers>(
  file: File,
  confirm: W extends "take" ? string : undefined,
  onSent: (share: number) => void,
): Promise<Answers[W]> {
  const { promise, resolve, reject } = Promise.withResolvers<Answers[W]>();
  const request = new XMLHttpRequest();
  request.open("POST", confirm === undefined ? "/api/import" : `/api/import?confirm=${encodeURIComponent(confirm)}`);
  request.setRequestHeader("Content-Type", "text/calendar");
  request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
  request.upload.onload = () => onSent(1);
  request.onerror = () => reject(new ApiError(0, { code: "offline", detail: "The network is away." }));
  request.onload = () => {
    const body = parse(request.responseText);
    if (request.status === 200 && body !== undefined) resolve(body as Answers[W]);
    else reject(new ApiError(request.status, typeof body === "object" && body !== null ? body : {}));
  };
  request.send(file);
  return promise;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
