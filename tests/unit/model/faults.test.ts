import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ModelDelta, ModelRequest, ModelUsage } from '../../../shared/ports/model.ts';
import { openModelServer, type ServedScript } from '../../fakes/model-server.ts';
import { progress } from '../../fakes/progress.ts';
import { clientOf, IMPATIENT, QUICK } from './serving.ts';

const question: ModelRequest = { purpose: 'test', messages: [{ role: 'user', text: 'Which file?' }] };
const shape = { name: 'file', schema: z.object({ file: z.string() }) };
const tools = [{ name: 'read_file', summary: 'Reads a file.', parameters: z.object({ path: z.string() }) }];
const whole = { text: 'It is the plan of Monday.' };
const reads = (path: string) => ({ name: 'read_file', args: { path } });

interface Seen {
  readonly result: unknown;
  /** The deltas of text since the last time that all was void. */
  readonly told: string;
  readonly agains: number;
  readonly used: readonly ModelUsage[];
  readonly asked: number;
  readonly sockets: number;
}

/** Asks once, and says what came of it and what was told meanwhile. */
const see = async (
  script: ServedScript,
  more: Partial<ModelRequest> = {},
  client: Parameters<typeof clientOf>[1] = {},
): Promise<Seen> => {
  const server = await openModelServer({ script });
  const deltas: ModelDelta[] = [];
  const used: ModelUsage[] = [];
  try {
    const model = clientOf(server.url, { limits: QUICK, ...client });
    const asking = model.ask({ ...question, ...more }, { ...progress(), used: (u) => used.push(u) }, (d) =>
      deltas.push(d),
    );
    const result: unknown = await asking.catch((error: unknown) => error);
    const heard = deltas.length;
    await Promise.all(server.requests.map(({ closed }) => closed));
    expect(deltas.length).toBe(heard);
    const last = deltas.findLastIndex((d) => d.type === 'again');
    const told = deltas.slice(last + 1).flatMap((d) => (d.type === 'text' ? [d.text] : []));
    const agains = deltas.filter((d) => d.type === 'again').length;
    return { result, told: told.join(''), agains, used, asked: server.requests.length, sockets: server.sockets() };
  } finally {
    await server.close();
  }
};

describe('what a server does wrong', () => {
  it.each([
    ['no headers', 'silent', 'MODEL_SLOW'],
    ['a first word that does not come', 'stalls', 'MODEL_SLOW'],
    ['comments that keep the connection open and say nothing', 'keep-alives', 'MODEL_SLOW'],
    ['a pause in the middle that does not end', 'half-then-stalls', 'MODEL_CUT_OFF'],
  ] as const)('%s: its patience ends it', async (_name, fault, code) => {
    const { result, asked, used } = await see([{ fault, answer: whole }], {}, { limits: IMPATIENT });
    expect(result).toMatchObject({ code, details: expect.stringContaining('nothing for') });
    expect(asked).toBeLessThan(2);
    expect(used).toHaveLength(1);
  });

  it('a first word that comes late, but in time', async () => {
    const slow = { limits: { ...QUICK, firstToken: 20_000, betweenTokens: 5000 } };
    const { result } = await see([{ answer: { ...whole, wait: 200 } }], {}, slow);
    expect(result).toMatchObject(whole);
  });

  it.each(['half-then-cut', 'half-then-ends', 'half-then-error', 'half-then-garbage'] as const)(
    '%s: sent again, and what was told before is void',
    async (fault) => {
      const { result, told, agains, asked, used } = await see([{ times: 1, fault, answer: whole }, { answer: whole }]);
      expect(result).toMatchObject(whole);
      expect(told).toBe(whole.text);
      expect({ agains, asked, used: used.length }).toEqual({ agains: 1, asked: 2, used: 2 });
    },
  );

  it.each(['half-then-cut', 'half-then-ends', 'half-then-error', 'half-then-garbage'] as const)(
    '%s, every time: an error, never half an answer',
    async (fault) => {
      const { result, asked } = await see([{ fault, answer: whole }], {}, { limits: { ...QUICK, retries: 1 } });
      expect(result).toMatchObject({ code: 'MODEL_CUT_OFF' });
      expect(asked).toBe(2);
    },
  );

  it('an answer in one piece although a stream was asked for is taken', async () => {
    const { result, asked } = await see([{ fault: 'whole', answer: whole }]);
    expect(result).toMatchObject(whole);
    expect(asked).toBe(1);
  });

  it('half a call: asked for once more', async () => {
    const { result, asked } = await see(
      [
        { times: 1, fault: 'half-call', answer: { calls: [reads('/home/a/plan.md')] } },
        { holds: ['does not fit', 'read_file'], answer: { calls: [reads('/home/a/plan.md')] } },
      ],
      { tools },
    );
    expect(result).toMatchObject({ finish: 'calls', calls: [{ args: { path: '/home/a/plan.md' } }] });
    expect(asked).toBe(2);
  });

  it.each(['no-index', 'same-index', 'same-ids', 'object-args'] as const)('%s: calls are told apart', async (fault) => {
    const { result, asked } = await see([{ fault, answer: { calls: [reads('/a'), reads('/b'), reads('/c')] } }], {
      tools,
    });
    const { calls } = result as { calls: { id: string; args: unknown }[] };
    expect(calls.map(({ args }) => args)).toEqual([{ path: '/a' }, { path: '/b' }, { path: '/c' }]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(3);
    expect(asked).toBe(1);
  });

  it('calls that a limit cut are not passed on', async () => {
    const { result } = await see([{ answer: { calls: [reads('/a')], finish: 'length' } }], { tools });
    expect(result).toMatchObject({ code: 'MODEL_CUT_OFF' });
  });

  it.each([
    ['no JSON', { text: '{"file": ' }],
    ['another shape', { value: { files: ['a'] } }],
  ])('%s twice: an error that says what is wrong', async (_name, wrong) => {
    const { result, asked } = await see([{ answer: wrong }], { shape });
    expect(result).toMatchObject({ code: 'MODEL_INVALID', details: expect.stringMatching(/JSON|file/) });
    expect(asked).toBe(2);
  });

  it.each([
    ['429 with a time that is short', { status: 429, retryAfter: '0.02' }],
    ['429 without one', { status: 429 }],
    ['500', { status: 500 }],
    ['503', { status: 503, retryAfter: '0' }],
  ])('%s: sent again', async (_name, fault) => {
    const { result, agains, asked, used } = await see([{ times: 1, fault, answer: {} }, { answer: whole }]);
    expect(result).toMatchObject(whole);
    expect({ agains, asked, used: used.length }).toEqual({ agains: 0, asked: 2, used: 1 });
  });

  it.each([
    ['429 with a long time', { status: 429, retryAfter: '90' }, 'MODEL_BUSY', 'wait for 90 s', 1],
    ['429 with a date', { status: 429, retryAfter: 'Fri, 27 Nov 2099 10:00:00 GMT' }, 'MODEL_BUSY', 'wait for', 1],
    ['429 for want of money', { status: 429, code: 'insufficient_quota' }, 'MODEL_REFUSED', '429', 1],
    ['429 for ever', { status: 429, retryAfter: '0' }, 'MODEL_BUSY', '429', 4],
    ['500 for ever', { status: 500, retryAfter: '0' }, 'MODEL_FAILED', 'Status 500. The server says: “status 500”', 4],
    ['501', { status: 501 }, 'MODEL_REFUSED', '501', 1],
    ['401', { status: 401, say: 'No such key' }, 'MODEL_REFUSED', 'Status 401. The server says: “No such key”', 1],
    ['404', { status: 404, say: 'model "tiny" not found' }, 'MODEL_REFUSED', 'not found', 1],
    ['400', { status: 400, say: 'bad' }, 'MODEL_REFUSED', 'bad', 1],
    [
      'context overflow by code',
      { status: 400, code: 'context_length_exceeded', say: 'no' },
      'MODEL_TOO_LONG',
      'no',
      1,
    ],
    [
      'context overflow by words',
      { status: 400, say: 'the request exceeds the available context size' },
      'MODEL_TOO_LONG',
      'context size',
      1,
    ],
    ['413', { status: 413 }, 'MODEL_TOO_LONG', '413', 1],
  ])('%s: an error that says so', async (_name, fault, code, words, times) => {
    const { result, asked, used } = await see([{ fault, answer: {} }]);
    expect(result).toMatchObject({ code, details: expect.stringContaining(words) });
    expect({ asked, used }).toEqual({ asked: times, used: [] });
  });

  const nginx = '<!doctype html>\n<html><head><title>Welcome to\n nginx!</title></head><body>Hello</body></html>';
  it.each([
    ['a web page', 200, nginx, 'MODEL_WRONG_ADDRESS', 'answered with a web page, “Welcome to nginx!”.', 1],
    ['a page without a title', 200, '<p>Sign in</p>', 'MODEL_WRONG_ADDRESS', 'answered with a web page, “Sign in”.', 1],
    ['a page that says nothing', 200, '', 'MODEL_WRONG_ADDRESS', 'answered with a web page.', 1],
    ['a page that is not found', 404, '<h1>404 Not Found</h1>', 'MODEL_WRONG_ADDRESS', '“404 Not Found”', 1],
    [
      'a proxy’s page',
      502,
      '<html><h1>Bad Gateway</h1></html>',
      'MODEL_FAILED',
      'Status 502. The server says: “Bad Gateway”',
      4,
    ],
    ['a page for strangers', 403, '<html><h1>Forbidden</h1></html>', 'MODEL_REFUSED', '“Forbidden”', 1],
    ['a failure without a word', 500, '', 'MODEL_FAILED', 'Status 500, without a word.', 4],
  ])('%s is said to be one', async (_name, status, page, code, words, times) => {
    const { result, asked } = await see([{ fault: { page, status }, answer: {} }]);
    expect(result).toMatchObject({ code, details: expect.stringContaining(words) });
    expect(asked).toBe(times);
  });

  it('an address without its version is told what is wanted', async () => {
    const server = await openModelServer({ script: [{ fault: { page: nginx, status: 200 }, answer: {} }] });
    const root = server.url.replace('/v1', '');
    const error: unknown = await clientOf(root)
      .ask(question, progress())
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ details: expect.stringContaining(`An address like ${server.url} is wanted.`) });
    await server.close();
  });

  it('a prompt that can not fit is not sent', async () => {
    const { result, asked } = await see([], {}, { contextTokens: 1 });
    expect(result).toMatchObject({ code: 'MODEL_TOO_LONG' });
    expect(asked).toBe(0);
  });

  it.each([
    ['10 MB', { bytes: 10_000_000 }],
    ['no end', 'endless'],
  ] as const)('an answer of %s ends at what one may have', async (_name, fault) => {
    const { result, asked } = await see([{ fault, answer: whole }], {}, { limits: { letters: 200_000 } });
    expect(result).toMatchObject({ code: 'MODEL_CUT_OFF', details: expect.stringContaining('longer than') });
    expect(asked).toBe(1);
  });

  it('a line of no end, too', async () => {
    const { result } = await see([{ fault: 'endless-line', answer: whole }], {}, { limits: { bytes: 500_000 } });
    expect(result).toMatchObject({ code: 'MODEL_CUT_OFF', details: expect.stringContaining('bytes') });
  });

  it('an answer of 10 MB is taken where so much is allowed', async () => {
    const { result } = await see(
      [{ fault: { bytes: 10_000_000 }, answer: whole }],
      {},
      { limits: { letters: 12_000_000 } },
    );
    expect((result as { text: string }).text.length).toBe(10_000_000 + whole.text.length);
  });

  it('a stream that is not closed after its end is let go', async () => {
    const { result } = await see([{ fault: 'never-closes', answer: whole }], {}, { limits: { afterEnd: 50 } });
    expect(result).toMatchObject(whole);
  });

  it('usage that is not counted is estimated, and has a price', async () => {
    const { used } = await see(
      [{ fault: 'no-usage', answer: { text: 'x'.repeat(40) } }],
      {},
      { price: { input: 2, output: 10 } },
    );
    expect(used).toEqual([{ input: 3, cachedInput: 0, output: 10, cost: 106 }]);
  });

  it('nobody there', async () => {
    const server = await openModelServer();
    await server.close();
    await expect(clientOf(server.url).ask(question, progress())).rejects.toMatchObject({
      code: 'MODEL_UNREACHABLE',
      details: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('a key that is refused is not repeated', async () => {
    const server = await openModelServer({ key: 'right' });
    const model = clientOf(server.url, { key: async () => 'wrong-canary-12345' });
    const error: unknown = await model.ask(question, progress()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'MODEL_REFUSED' });
    expect(JSON.stringify([error, String(error), (error as Error).stack, (error as Error).cause])).not.toContain(
      'canary',
    );
    await server.close();
  });
});
