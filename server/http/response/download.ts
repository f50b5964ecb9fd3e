import { replyBody } from "./reply.ts";

const encoder = new TextEncoder();

/**
 * Streams a file as it is generated, with backpressure. A failure midway aborts the connection: half a file must not look
 * complete.
 * @throws what the first chunk throws, while that can still become an error response
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
