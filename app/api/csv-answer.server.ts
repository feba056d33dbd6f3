/**
 * Answers with text that is made as it is sent: a piece is asked for once the client has taken
 * the one before, so that a slow one costs no memory.
 * @param drained resolves once what was written is on its way
 */
export function csvAnswer(
  file: string,
  text: AsyncGenerator<string>,
  drained: () => Promise<void> = () => Promise.resolve(),
  type = "text/csv; charset=utf-8; header=present",
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await drained();
        const next = await text.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await text.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${file}"`,
      "cache-control": "no-store",
    },
  });
}
