import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toJsonSchema, isStrict } from '../../../automation/model/json-schema.ts';
import type { ModelRequest } from '../../../shared/ports/model.ts';
import { openModelServer } from '../../fakes/model-server.ts';
import { progress } from '../../fakes/progress.ts';
import { until } from '../../fakes/until.ts';
import { clientOf, QUICK } from './serving.ts';

const shape = { name: 'file', schema: z.object({ file: z.string() }) };
const question: ModelRequest = {
  purpose: 'test',
  messages: [{ role: 'user', text: 'Which file?' }],
  maxTokens: 77,
  temperature: 0.5,
  shape,
};

describe('a server that leaves parts of the protocol out', () => {
  it.each([
    ['response_format', { response_format: undefined }],
    ['temperature', { temperature: undefined }],
    ['stream_options', { stream_options: undefined }],
  ])('is asked again without %s, and from then on', async (part, without) => {
    const server = await openModelServer({ refuses: [part], script: [{ answer: { value: { file: 'a' } } }] });
    const model = clientOf(server.url, { limits: QUICK });
    for (let n = 0; n < 2; n++) expect((await model.ask(question, progress())).value).toEqual({ file: 'a' });
    const bodies = server.requests.map(({ body }) => body);
    expect(bodies.slice(-2).every((body) => Object.keys(without).every((key) => !(key in body)))).toBe(true);
    expect(bodies.length).toBe(part === 'response_format' ? 4 : 3);
    await server.close();
  });

  it('is told the shape where it can not be held to one', async () => {
    const server = await openModelServer({ refuses: ['json_schema'], script: [{ answer: { value: { file: 'a' } } }] });
    await clientOf(server.url, { limits: QUICK }).ask(question, progress());
    const last = server.requests.at(-1)?.body;
    expect(last).toMatchObject({ response_format: { type: 'json_object' } });
    expect(JSON.stringify(last?.['messages'])).toContain('JSON Schema');
    await server.close();
  });

  it('knows the length of an answer by its newer name alone', async () => {
    const server = await openModelServer({
      script: (_, turn) =>
        turn === 0
          ? { fault: { status: 400, say: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead." } }
          : { value: { file: 'a' } },
    });
    await clientOf(server.url, { limits: QUICK }).ask(question, progress());
    expect(server.requests.at(-1)?.body).toMatchObject({ max_completion_tokens: 77 });
    expect(server.requests.at(-1)?.body).not.toHaveProperty('max_tokens');
    await server.close();
  });
});

describe('what is sent', () => {
  const sent = async (request: Partial<ModelRequest>, its: Parameters<typeof clientOf>[1] = {}) => {
    const server = await openModelServer({ script: [{ answer: { value: { file: 'a' } } }] });
    await clientOf(server.url, { limits: QUICK, ...its }).ask({ ...question, ...request }, progress());
    const [asked] = server.requests;
    await server.close();
    return asked;
  };
  const picture = { mime: 'image/png' as const, bytes: new Uint8Array([1, 2, 3]) };
  const seeing = [{ role: 'user' as const, text: 'What is it?', pictures: [picture] }];

  it('has pictures only for a model that sees', async () => {
    expect(JSON.stringify((await sent({ messages: seeing }, { sees: true }))?.body)).toContain(
      'data:image/png;base64,AQID',
    );
    expect(JSON.stringify((await sent({ messages: seeing }, { sees: false }))?.body)).not.toContain('image');
  });

  it('has the key, or no word of one; and never what a request is for', async () => {
    expect((await sent({}, { key: async () => 'k-1' }))?.headers.authorization).toBe('Bearer k-1');
    const asked = await sent({});
    expect(asked?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(asked?.body)).not.toContain('"test"');
  });

  it('has nothing of the environment, and nothing about this machine', async () => {
    process.env['OPENAI_CUSTOM_HEADERS'] = 'x-canary: 1\nAuthorization: Bearer canary';
    process.env['OPENAI_API_KEY'] = 'canary-key';
    process.env['OPENAI_ORG_ID'] = 'canary-org';
    try {
      const headers = (await sent({}))?.headers ?? {};
      expect(JSON.stringify(headers)).not.toContain('canary');
      expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
      expect(headers['user-agent']).toBe('Sonny');
    } finally {
      for (const name of ['OPENAI_CUSTOM_HEADERS', 'OPENAI_API_KEY', 'OPENAI_ORG_ID']) delete process.env[name];
    }
  });

  it('has a strict schema where every property is needed, and a lenient one else', () => {
    const strict = toJsonSchema(z.object({ a: z.string(), b: z.array(z.object({ c: z.enum(['x', 'y']) })) }));
    expect(isStrict(strict)).toBe(true);
    expect(strict).toMatchObject({ additionalProperties: false });
    expect(isStrict(toJsonSchema(z.object({ a: z.string().optional() })))).toBe(false);
    expect(isStrict(toJsonSchema(z.object({ a: z.object({ b: z.number().default(1) }) })))).toBe(false);
    expect(isStrict(toJsonSchema(z.record(z.string(), z.string())))).toBe(false);
  });
});

it('so many are asked at once, and the others in their order', async () => {
  const server = await openModelServer({ script: () => ({ text: 'x', fault: 'stalls' }) });
  const model = clientOf(server.url, { limits: { atOnce: 3 } });
  const stops = Array.from({ length: 8 }, () => new AbortController());
  const asked = stops.map(({ signal }, n) =>
    model
      .ask({ purpose: 'test', messages: [{ role: 'user', text: `question ${n}` }] }, { ...progress(), signal })
      .catch(() => n),
  );
  const order = (): string[] => server.requests.map(({ body }) => JSON.stringify(body).match(/question \d/)?.[0] ?? '');
  for (let n = 0; n < stops.length; n++) {
    await until(() => server.requests.length === Math.min(stops.length, n + 3));
    stops[n]?.abort();
    await asked[n];
  }
  expect(order().slice(0, 3).sort()).toEqual(['question 0', 'question 1', 'question 2']);
  expect(order().slice(3)).toEqual(stops.slice(3).map((_, n) => `question ${n + 3}`));
  await server.close();
});

it('vectors are asked for again where the server has too much to do, and not where it can make none', async () => {
  const server = await openModelServer({ busy: 2 });
  const vectors = await clientOf(server.url, { limits: QUICK }).embed(['a', 'bc'], progress());
  expect(vectors.map((v) => v[0])).toEqual([1, 2]);
  expect(server.requests).toHaveLength(3);
  await server.close();
  const unable = await openModelServer({ knows: [] });
  const model = clientOf(unable.url, { limits: QUICK });
  await expect(model.embed(['a'], progress())).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  const unnamed = clientOf(unable.url, { embeddingModel: undefined });
  await expect(unnamed.embed(['a'], progress())).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  await unable.close();
});
