import type { ImportDone, ImportPreview, ImportProgress } from "../../contract/operations/calendar-import.ts";
import { ApiError, pageOwner, unanswered } from "../sync/api-client.ts";

type Answers = { readonly preview: ImportPreview; readonly take: ImportDone };

/**
 * Uploads a calendar file: for a preview or, with the preview's answer, to import it.
 * @param taking the preview's answer, and an idempotency key: a retry does not import the file twice
 * @param tell reports the current phase and its progress, 0 to 1: uploading as measured by XMLHttpRequest (fetch cannot), the
 * rest as
 *   reported by the server, if the same process answers
 * @throws ApiError
 */
export function sendFile<W extends keyof Answers>(
  file: File,
  taking: W extends "take" ? { readonly confirm: string; readonly key: string } : undefined,
  tell: (doing: "sending" | "reading" | "storing", share: number) => void,
): Promise<Answers[W]> {
  const { promise, resolve, reject } = Promise.withResolvers<Answers[W]>();
  const request = new XMLHttpRequest();
  request.open("POST", taking ? `/api/import?confirm=${encodeURIComponent(taking.confirm)}` : "/api/import");
  request.setRequestHeader("Content-Type", "text/calendar");
  request.setRequestHeader("Agenda-Person", pageOwner());
  if (taking) request.setRequestHeader("Idempotency-Key", `"${taking.key}"`);
  request.upload.onprogress = ({ loaded, total }) => tell("sending", total > 0 ? loaded / total : 0);
  request.upload.onload = () => tell("sending", 1);
  // A progress answer may arrive after the upload's own: ignore it then.
  const ask = async () => {
    const { reading, storing } = await askProgress();
    if (request.readyState === XMLHttpRequest.DONE) return;
    if (storing !== undefined) tell("storing", storing);
    else if (reading !== undefined) tell("reading", reading);
  };
  const asking = setInterval(() => void ask(), askMs);
  request.onloadend = () => clearInterval(asking);
  request.onerror = () => reject(unanswered());
  request.onload = () => {
    const body = parse(request.responseText);
    if (request.status === 200 && body !== undefined) resolve(body as Answers[W]);
    else reject(new ApiError(request.status, typeof body === "object" && body !== null ? body : {}));
  };
  request.send(file);
  return promise;
}

const askMs = 500;

async function askProgress(): Promise<ImportProgress> {
  const answer = await fetch("/api/import", { cache: "no-store" }).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as ImportProgress) : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
