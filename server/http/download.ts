import { replyBody } from "./reply.ts";

const encoder = new TextEncoder();

/**
 * A file that is made while it is sent, as fast as it is taken. A failure on the way breaks the connection off: half a file must
 * not look like a whole one.
 */
export function download(
  pieces: AsyncGenerator<string>,
  file: { name: string; type: string },
  requestId: string,
): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return replyBody(body, {
    "Content-Type": file.type,
    "Content-Disposition": `attachment; filename="${file.name}"`,
    "X-Request-Id": requestId,
  });
}
