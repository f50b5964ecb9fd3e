import { replyBody } from "./reply.ts";

const encoder = new TextEncoder();

/**
 * A file that is made while it is sent, as fast as it is taken. A failure on the way breaks the connection off: half a file must
 * not look like a whole one.
 * @throws what the first piece throws, while it can still be an answer
 */
export async function download(
  pieces: AsyncGenerator<string>,
  file: { name: string; type: string },
  requestId: string,
): Promise<Response> {
  let next: Promise<IteratorResult<string>> | undefined = Promise.resolve(await pieces.next());
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await (next ?? pieces.next());
      next = undefined;
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
