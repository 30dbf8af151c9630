import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Streams so many tokens to whoever asks, each in a frame of its own, as fast as they are taken. Says its port. */
const tokens = Number(process.argv[2]);

const frame = (delta: object, finish_reason: string | null = null): string => {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
  const head = { id: 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT', object: 'chat.completion.chunk', created: 1741569952 };
  return `data: ${JSON.stringify({ ...head, model: 'tiny', system_fingerprint: 'fp_44709d6fcb', choices, usage: null })}\n\n`;
};

const server = createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let n = 0; n < tokens; n++) response.write(frame({ content: ` word${n % 10}` }));
    response.end(`${frame({}, 'stop')}data: [DONE]\n\n`);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
