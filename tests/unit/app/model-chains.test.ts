import { createHash } from 'node:crypto';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { emptyView } from '../../../shared/execution/view/project.ts';
import type { RunState } from '../../../shared/execution/state.ts';
import { ModelAsker } from '../../../shared/app/model/ask.ts';
import type { Model } from '../../../shared/ports/model.ts';
import { clarify } from '../../../shared/prompts/asks/clarify.ts';
import { criticise } from '../../../shared/prompts/asks/criticise.ts';
import { decompose } from '../../../shared/prompts/asks/decompose.ts';
import { extractFacts } from '../../../shared/prompts/asks/extract-facts.ts';
import { fillArguments } from '../../../shared/prompts/asks/fill-arguments.ts';
import { interpret } from '../../../shared/prompts/asks/interpret.ts';
import { judgeEvidence } from '../../../shared/prompts/asks/judge-evidence.ts';
import { operate } from '../../../shared/prompts/asks/operate.ts';
import { recover } from '../../../shared/prompts/asks/recover.ts';
import { repair } from '../../../shared/prompts/asks/repair.ts';
import { summarise } from '../../../shared/prompts/asks/summarise.ts';
import { writeScript } from '../../../shared/prompts/asks/write-script.ts';
import { writeTests } from '../../../shared/prompts/asks/write-tests.ts';
import type { DataInput } from '../../../shared/prompts/data.ts';
import { purposeOf, type Prompt } from '../../../shared/prompts/prompt.ts';
import type { RunEvent } from '../../../shared/protocol/events.ts';
import type { ViewEvent } from '../../../shared/protocol/views.ts';
import { PERSON } from '../../../shared/symbolic/labels/source.ts';
import { openModelServer, type ModelServer } from '../../fakes/model-server.ts';
import { clientOf, QUICK } from '../model/serving.ts';

const PLAN = {
  kind: 'plan',
  parts: [{ words: 'tidy', do: 'task.tidy', args: { folder: '~/Downloads' } }],
  keep: [{ words: 'never', limit: 'at most 3 files' }],
  danger: 'safe',
};
/** Every prompt, with an answer that it takes. */
const CHAINS: readonly (readonly [Prompt, object])[] = [
  [interpret, PLAN],
  [repair, PLAN],
  [recover, PLAN],
  [clarify, { ask: 'Which?', candidates: [{ label: 'This' }, { label: 'That' }] }],
  [decompose, { goals: [{ words: 'tidy', goal: 'tidy ~/Downloads' }], keep: [] }],
  [fillArguments, { args: { folder: '~/Downloads' }, missing: [] }],
  [criticise, { verdict: 'dangerous', remarks: ['It moves much.'] }],
  [summarise, { summary: 'Two files came.' }],
  [extractFacts, { facts: [{ relation: 'important', args: ['tax'], quote: 'the tax is important', text: 1 }] }],
  [judgeEvidence, { verdict: 'silent', quote: '', why: 'It says nothing of it.' }],
  [
    writeScript,
    { code: 'export {};', manifest: { reads: ['~/a'], writes: [], hosts: [], tools: [] }, explains: 'Nothing.' },
  ],
  [writeTests, { tests: 'import "node:test";' }],
  [operate, { next: 'done', why: 'It is there.' }],
];

const STATE = { view: { ...emptyView, id: 'run-1' }, usage: { cost: 0, raised: {} } } as unknown as RunState;
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const asking = (model: Model) => {
  const rows: RunEvent[] = [];
  const told: ViewEvent[] = [];
  const asker = new ModelAsker({
    model,
    clock: createSystemClock(),
    hash,
    note: async (event) => void rows.push(event),
    emit: (event) => told.push(event),
    signal: new AbortController().signal,
    state: STATE,
  });
  return { asker, rows, told };
};

const slotsOf = ({ slots }: Prompt): Record<string, DataInput | DataInput[]> => {
  const data: DataInput = { from: PERSON, text: 'tidy up, never more than 3 files' };
  return Object.fromEntries(
    Object.entries(slots.shape).map(([name, schema]) => [name, schema.safeParse([data]).success ? [data] : data]),
  );
};

describe('over HTTP', () => {
  let server: ModelServer;
  let answers: readonly string[] = [];
  let turn = 0;
  beforeAll(async () => {
    server = await openModelServer({
      script: () => ({ text: answers[turn++] ?? '', thought: 'Hm.', usage: { input: 100, output: 10 } }),
    });
  });
  afterAll(() => server.close());
  const serve = (...said: readonly string[]): Model => {
    answers = said;
    turn = 0;
    return clientOf(server.url, { limits: QUICK, price: { input: 1, output: 1 } });
  };

  it.each(CHAINS.map(([prompt, answer]) => [purposeOf(prompt), prompt, answer] as const))(
    '%s is asked, its answer parsed, its cost written',
    async (purpose, prompt, answer) => {
      const { asker, rows, told } = asking(serve(JSON.stringify(answer)));
      expect(await asker.ask(prompt, slotsOf(prompt))).toEqual(prompt.answer.parse(answer));
      expect(rows).toMatchObject([{ type: 'model.called', purpose, input: 100, output: 10, cost: 0.00011 }]);
      expect(rows[0]).toHaveProperty('prompt', expect.stringMatching(/^[0-9a-f]{64}$/u));
      expect(told.at(-1)).toMatchObject({ type: 'thinking', purpose, thought: 'Hm.', done: true });
    },
  );

  it.each(CHAINS.map(([prompt, answer]) => [purposeOf(prompt), prompt, answer] as const))(
    '%s is asked once more where the answer has not its form; every exchange counts',
    async (_, prompt, answer) => {
      const { asker, rows } = asking(serve('{"kind":', JSON.stringify(answer)));
      expect(await asker.ask(prompt, slotsOf(prompt))).toEqual(prompt.answer.parse(answer));
      expect(rows.map((row) => row.type)).toEqual(['model.called', 'model.called']);
      const hopeless = asking(serve('no JSON', '{"nor": "this"}'));
      await expect(hopeless.asker.ask(prompt, slotsOf(prompt))).rejects.toMatchObject({ code: 'MODEL_INVALID' });
      expect(hopeless.rows.at(-1)).toMatchObject({ type: 'model.called', error: { code: 'MODEL_INVALID' } });
    },
  );
});

describe('against a mock that others wrote', () => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    await mock.start();
  });
  afterAll(() => mock.stop());

  it.each(CHAINS.map(([prompt, answer]) => [purposeOf(prompt), prompt, answer] as const))(
    '%s is asked and answered',
    async (purpose, prompt, answer) => {
      mock.onMessage(`for ${purpose}`, { content: JSON.stringify(answer) });
      const slots = Object.fromEntries(
        Object.entries(slotsOf(prompt)).map(([name, data]) => {
          const named = (d: DataInput): DataInput => ({ ...d, text: `for ${purpose}` });
          return [name, Array.isArray(data) ? data.map(named) : named(data)];
        }),
      );
      const { asker } = asking(clientOf(`${mock.baseUrl}/v1`, { limits: QUICK }));
      expect(await asker.ask(prompt, slots)).toEqual(prompt.answer.parse(answer));
    },
  );
});

it('a prompt that does not fit is not sent', async () => {
  const model: Model = {
    ability: () => ({ name: 'tiny', sees: false, tools: false, contextTokens: 500 }),
    ask: async () => {
      throw new Error('It was sent.');
    },
    embed: async () => [],
  };
  const { asker, rows } = asking(model);
  await expect(asker.ask(interpret, slotsOf(interpret) as never)).rejects.toMatchObject({ code: 'MODEL_TOO_LONG' });
  expect(rows).toEqual([]);
});
