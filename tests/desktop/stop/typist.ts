import { connectX11, type X11 } from '../../../automation/desktop/providers/x11/index.ts';
import type { FromWorker, ToWorker } from '../../../automation/desktop/worker-protocol.ts';
import type { PointerAction } from '../../../shared/ports/driver.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';

/**
 * A worker whose every call is input and nothing else: the real hand behind the real protocol, without the looking that
 * leaves pauses between one event and the next.
 */
const post = (message: FromWorker): void => void process.send?.(message);
let hand: Promise<X11> | null = null;

async function connected(): Promise<X11> {
  const opened = await connectX11({ display: process.env['DISPLAY'] ?? '' });
  post({ type: 'connected', client: opened.client });
  return opened;
}

const aborts = new Map<number, AbortController>();

async function act({ id, method, args, deadline }: Extract<ToWorker, { type: 'call' }>): Promise<void> {
  const { input } = await (hand ??= connected());
  const abort = new AbortController();
  aborts.set(id, abort);
  const progress = { signal: abort.signal, deadline, log: () => undefined };
  if (method === 'enterText') await input.type(String(args[1]), progress);
  else if (method === 'press') await input.press(String(args[1]), progress);
  else if (method === 'pointer') await input.click(args[1] as PointerAction, progress);
  else if (method === 'releaseAll') await input.releaseAll();
  else throw new SonnyError('UNSUPPORTED', method);
}

process.on('disconnect', () => process.exit());
process.on('message', (message: ToWorker) => {
  if (message.type === 'call')
    act(message).then(
      () => post({ type: 'result', id: message.id, value: { status: 'unverified', evidence: [] } }),
      (thrown: unknown) => post({ type: 'error', id: message.id, code: SonnyError.from(thrown).code, details: '' }),
    );
  else if (message.type === 'abort') aborts.get(message.id)?.abort();
  else if (message.type === 'halt')
    void Promise.resolve(hand)
      .then((opened) => opened?.input.halt())
      .then(() => post({ type: 'halted' }));
  else if (message.type === 'resume') void hand?.then(({ input }) => input.resume());
});
