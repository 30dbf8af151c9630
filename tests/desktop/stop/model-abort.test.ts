import { describe, expect, it } from 'vitest';
import type { ModelDelta, ModelRequest } from '../../../shared/ports/model.ts';
import { openModelServer, type Fault } from '../../fakes/model-server.ts';
import { progress } from '../../fakes/progress.ts';
import { until } from '../../fakes/until.ts';
import { clientOf } from '../../unit/model/serving.ts';

const ABORTS = 200;
const question: ModelRequest = { purpose: 'test', messages: [{ role: 'user', text: 'Go on for ever.' }] };
/** Where it is when it is aborted: before any answer, before the first word, in the middle of a pause, in full flow. */
const PLACES: readonly { readonly fault: Fault; readonly words: number }[] = [
  { fault: 'silent', words: 0 },
  { fault: 'stalls', words: 0 },
  { fault: 'half-then-stalls', words: 2 },
  { fault: 'endless', words: 5 },
];

describe('aborting', () => {
  it(`closes the socket within 200 ms, 99 times in 100 of ${ABORTS}, and nothing is told afterwards`, async () => {
    let fault: Fault = 'silent';
    const server = await openModelServer({ script: () => ({ text: 'a b c d e f g h', fault }) });
    const model = clientOf(server.url);
    const took: number[] = [];
    for (let n = 0; n < ABORTS; n++) {
      const place = PLACES[n % PLACES.length] ?? { fault: 'silent', words: 0 };
      fault = place.fault;
      const stopping = new AbortController();
      const deltas: ModelDelta[] = [];
      const asking = model.ask(question, { ...progress(), signal: stopping.signal }, (d) => deltas.push(d));
      const ended = asking.catch((error: unknown) => error);
      await until(() => server.requests.length > n && deltas.length >= place.words);
      const heard = deltas.length;
      const at = performance.now();
      stopping.abort();
      took.push(((await server.requests[n]?.closed) ?? Infinity) - at);
      expect(await ended).toMatchObject({ code: 'CANCELLED' });
      expect(deltas.length).toBe(heard);
    }
    await until(() => server.sockets() === 0);
    took.sort((a, b) => a - b);
    expect(took[Math.ceil(ABORTS * 0.99) - 1]).toBeLessThanOrEqual(200);
    await server.close();
  }, 30_000);

  it('ends what waits: for its turn, and for the time that a server asked for', async () => {
    const server = await openModelServer({
      script: [
        { times: 1, fault: 'silent', answer: {} },
        { fault: { status: 429, retryAfter: '20' }, answer: {} },
      ],
    });
    const model = clientOf(server.url, { limits: { atOnce: 1 } });
    const stopping = [new AbortController(), new AbortController(), new AbortController()];
    const asked = stopping.map(({ signal }) => model.ask(question, { ...progress(), signal }).catch((e: unknown) => e));
    await until(() => server.requests.length === 1);
    stopping[1]?.abort();
    expect(await asked[1]).toMatchObject({ code: 'CANCELLED' });
    expect(server.requests).toHaveLength(1);
    stopping[0]?.abort();
    expect(await asked[0]).toMatchObject({ code: 'CANCELLED' });
    // The third has its turn now, and is told to wait.
    await server.requests[0]?.closed;
    await until(() => server.requests.length === 2);
    await server.requests[1]?.closed;
    stopping[2]?.abort();
    expect(await asked[2]).toMatchObject({ code: 'CANCELLED' });
    expect(server.requests).toHaveLength(2);
    await server.close();
  });
});
