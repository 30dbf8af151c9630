import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ModelRequest } from '../../../shared/ports/model.ts';
import { progress } from '../../fakes/progress.ts';
import { clientOf, QUICK } from './serving.ts';

/** A server of the tests that others wrote: it knows the protocol, and not this client. */
const mock = new LLMock({ port: 0 });
const say = (text: string): ModelRequest => ({ purpose: 'test', messages: [{ role: 'user', text }] });
const shape = { name: 'file', schema: z.object({ file: z.string() }) };
const tools = [{ name: 'read_file', summary: 'Reads a file.', parameters: z.object({ path: z.string() }) }];

beforeAll(async () => {
  await mock.start();
});
afterAll(() => mock.stop());

describe.each(['chat', 'responses'] as const)('against another mock, by %s', (api) => {
  const model = () => clientOf(`${mock.baseUrl}/v1`, { api, limits: QUICK });

  it('streams', async () => {
    mock.onMessage('hello', { content: 'Hello there, and welcome to the desk.' });
    const words: string[] = [];
    const answer = await model().ask(say('hello'), progress(), (d) => d.type === 'text' && words.push(d.text));
    expect(answer).toMatchObject({ text: 'Hello there, and welcome to the desk.', finish: 'stop' });
    expect(words.join('')).toBe(answer.text);
    expect(words.length).toBeGreaterThan(1);
  });

  it('calls tools', async () => {
    mock.onMessage('read it', { toolCalls: [{ name: 'read_file', arguments: '{"path":"/a"}' }] });
    const answer = await model().ask({ ...say('read it'), tools }, progress());
    expect(answer).toMatchObject({ finish: 'calls', calls: [{ name: 'read_file', args: { path: '/a' } }] });
  });

  it('answers by a shape', async () => {
    mock.onMessage('name it', { content: '{"file":"plan.md"}' });
    expect((await model().ask({ ...say('name it'), shape }, progress())).value).toEqual({ file: 'plan.md' });
  });

  it('refuses what it does not know, and what it is told to', async () => {
    await expect(model().ask(say('nobody knows this'), progress())).rejects.toMatchObject({ code: 'MODEL_REFUSED' });
    mock.onMessage('limited', { error: { message: 'slow down', type: 'rate_limit_error' }, status: 429 });
    await expect(model().ask(say('limited'), progress())).rejects.toMatchObject({ code: 'MODEL_BUSY' });
  });

  it('embeds', async () => {
    mock.onEmbedding('a text', { embedding: [0.5, 0.25, 0.125] });
    const [vector] = await model().embed(['a text'], progress());
    expect([...(vector ?? [])]).toEqual([0.5, 0.25, 0.125]);
  });
});
