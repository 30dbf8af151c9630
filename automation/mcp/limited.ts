import { SonnyError } from '../../shared/protocol/errors.ts';

/** A longer answer to one request ends it, in bytes. */
const LONGEST_ANSWER = 4 << 20;

/** The same body, up to a size. */
export const limited = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  let taken = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        taken += chunk.byteLength;
        if (taken > LONGEST_ANSWER) controller.error(new SonnyError('MCP_BAD_ANSWER', 'It is longer than 4 MB.'));
        else controller.enqueue(chunk);
      },
    }),
  );
};
