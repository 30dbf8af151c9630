import { expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createModelProbe } from '../../../automation/model/probe.ts';
import type { ModelServer } from '../../../automation/model/server.ts';
import { openModelServer, type ModelServerOptions, type ServedLine } from '../../fakes/model-server.ts';
import { progress } from '../../fakes/progress.ts';
import { QUICK } from './serving.ts';

const able: readonly ServedLine[] = [
  { holds: 'with the tool', answer: { calls: [{ name: 'paint', args: { colour: 'blue' } }] } },
  { holds: 'colour is the sky', answer: { value: { colour: 'blue' } } },
  { holds: 'this picture', answer: { text: 'Red.' } },
  { holds: 'one word: ready', answer: { text: 'ready' } },
  { answer: { text: 'one two three' } },
];

const probe = async (options: ModelServerOptions, given: Partial<ModelServer> | null = {}) => {
  const server = await openModelServer(options);
  const its: ModelServer | null = given && {
    baseUrl: server.url,
    model: 'tiny',
    embeddingModel: 'tiny-embed',
    key: async () => 'right',
    contextTokens: 8000,
    sees: false,
    tools: true,
    price: { input: 1, output: 2 },
    streamTools: true,
    api: 'chat',
    ...given,
  };
  const findings = await createModelProbe({
    server: () => its,
    clock: createSystemClock(),
    random: () => 0,
    limits: QUICK,
  }).probe(progress());
  await server.close();
  return { findings, requests: server.requests };
};

it('finds what a model can do, how fast, and what that cost', async () => {
  const { findings, requests } = await probe({ script: able, key: 'right' });
  expect(findings).toMatchObject({
    ok: true,
    model: 'tiny',
    models: ['tiny', 'tiny-embed'],
    firstWord: expect.any(Number),
    tools: true,
    shapes: true,
    sees: true,
    embeds: true,
    responses: true,
  });
  expect(findings.cost).toBeGreaterThan(0);
  expect(JSON.stringify(requests.map(({ body }) => body))).toContain('data:image/png;base64,');
});

it('finds what it can not do', async () => {
  const script: readonly ServedLine[] = [
    { holds: 'with the tool', fault: { status: 400, say: 'tools are not supported' }, answer: {} },
    { holds: 'this picture', answer: { text: 'none' } },
    { answer: { text: 'blue' } },
  ];
  const { findings } = await probe({ script, knows: [] });
  expect(findings).toMatchObject({
    ok: true,
    models: [],
    tools: false,
    shapes: false,
    sees: false,
    embeds: false,
    responses: false,
  });
});

it('does not call it well where the model says nothing', async () => {
  const { findings } = await probe({ script: [{ answer: { text: '' } }] });
  expect(findings).toMatchObject({
    ok: false,
    error: { code: 'MODEL_INVALID', details: expect.stringContaining('nothing') },
  });
});

it('says why it does not answer, and never the key', async () => {
  const { findings } = await probe({ script: able, key: 'another' });
  expect(findings).toMatchObject({ ok: false, model: '', error: { code: 'MODEL_REFUSED' } });
  expect(JSON.stringify(findings)).not.toContain('right');
  expect((await probe({}, null)).findings).toMatchObject({ ok: false, error: { code: 'MODEL_NOT_SET_UP' } });
});

it('says where the address may want a version', async () => {
  const server = await openModelServer();
  const { findings } = await probe({}, { baseUrl: server.url.replace('/v1', '') });
  expect(findings.error?.details).toContain(`An address like ${server.url}`);
  await server.close();
});
