import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Script } from '../../automation/model/scripted.ts';
import type { Model, ModelDelta, ModelRequest, ModelUsage } from '../../shared/ports/model.ts';
import { progress } from '../fakes/progress.ts';

const ask = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  purpose: 'interpret@1',
  messages: [
    { role: 'system', text: 'You name files.' },
    { role: 'user', text: 'Which file is it?' },
  ],
  ...more,
});
const code = (expected: string) => expect.objectContaining({ code: expected });
const shape = { name: 'file', schema: z.object({ file: z.string(), pages: z.int() }) };
const tools = [
  {
    name: 'read_file',
    summary: 'Reads a file.',
    parameters: z.object({ path: z.string(), lines: z.int().default(10) }),
  },
];

export interface OpenModel {
  readonly model: Model;
  close?(): Promise<void>;
}

/** What every model keeps to, whoever answers. `open` gives one that says what the script says. */
export const modelContract = (name: string, open: (script: Script) => OpenModel | Promise<OpenModel>): void => {
  const withModel = async (script: Script, use: (model: Model) => Promise<void>): Promise<void> => {
    const { model, close } = await open(script);
    try {
      await use(model);
    } finally {
      await close?.();
    }
  };

  describe(`model: ${name}`, () => {
    it('says what it is able to do', () =>
      withModel([], async (model) => {
        expect(model.ability()).toMatchObject({
          name: expect.any(String),
          tools: true,
          contextTokens: expect.any(Number),
        });
      }));

    it('tells its answer as it comes, and then whole, with what it used', () =>
      withModel([{ answer: { text: 'It is the plan, of Monday.\n', thought: 'Which one?' } }], async (model) => {
        const deltas: ModelDelta[] = [];
        const used: ModelUsage[] = [];
        const answer = await model.ask(ask(), { ...progress(), used: (u) => used.push(u) }, (d) => deltas.push(d));
        expect(answer).toMatchObject({
          text: 'It is the plan, of Monday.\n',
          calls: [],
          finish: 'stop',
          value: undefined,
        });
        const told = (type: 'text' | 'thought') => deltas.flatMap((d) => (d.type === type ? [d.text] : []));
        expect(told('text').join('')).toBe(answer.text);
        expect(told('text').length).toBeGreaterThan(1);
        expect(told('thought').join('')).toBe('Which one?');
        expect(answer.usage.input).toBeGreaterThan(0);
        expect(answer.usage.output).toBeGreaterThan(0);
        expect(used).toEqual([answer.usage]);
      }));

    it('answers by what it is asked', () =>
      withModel([{ holds: ['Which', 'file'], answer: { text: 'a file' } }], async (model) => {
        expect((await model.ask(ask(), progress())).text).toBe('a file');
        const other = ask({ messages: [{ role: 'user', text: 'Hello' }] });
        await expect(model.ask(other, progress())).rejects.toEqual(code('MODEL_REFUSED'));
      }));

    it('gives calls by their schema, each with an id of its own', () =>
      withModel(
        [
          {
            answer: {
              calls: [
                { id: 'a', name: 'read_file', args: { path: '/a' } },
                { id: 'a', name: 'read_file', args: { path: '/b', lines: 3 } },
                { name: 'unheard_of', args: { x: [1] } },
              ],
            },
          },
        ],
        async (model) => {
          const deltas: ModelDelta[] = [];
          const answer = await model.ask(ask({ tools }), progress(), (d) => deltas.push(d));
          expect(answer.finish).toBe('calls');
          expect(answer.calls.map(({ name, args }) => ({ name, args }))).toEqual([
            { name: 'read_file', args: { path: '/a', lines: 10 } },
            { name: 'read_file', args: { path: '/b', lines: 3 } },
            { name: 'unheard_of', args: { x: [1] } },
          ]);
          expect(new Set(answer.calls.map(({ id }) => id)).size).toBe(3);
          expect(deltas.filter((d) => d.type === 'call').length).toBeGreaterThanOrEqual(3);
        },
      ));

    it('takes its own calls and their results back in the next request', () =>
      withModel([{ holds: 'file of 3 lines', answer: { text: 'Three.' } }], async (model) => {
        const messages: ModelRequest['messages'] = [
          ...ask().messages,
          { role: 'assistant', text: '', calls: [{ id: 'a', name: 'read_file', args: { path: '/a' } }] },
          { role: 'tool', callId: 'a', text: 'file of 3 lines' },
        ];
        expect((await model.ask(ask({ messages, tools }), progress())).text).toBe('Three.');
      }));

    it.each([
      ['bare', '{"file": "a.md", "pages": 3}'],
      ['in a fence', '```json\n{"file": "a.md", "pages": 3}\n```'],
      ['among words', 'Here it is: {"file": "a.md", "pages": 3} Is it what you need?'],
    ])('reads JSON of a shape: %s', (_name, text) =>
      withModel([{ answer: { text } }], async (model) => {
        expect((await model.ask(ask({ shape }), progress())).value).toEqual({ file: 'a.md', pages: 3 });
      }),
    );

    it.each([
      ['what is no JSON', { text: '{"file": "a.md", "pa' }, 'JSON'],
      ['what has another shape', { value: { file: 'a.md', pages: 'many' } }, 'pages'],
    ])('asks once more about %s, and says what is wrong', (_name, wrong, complaint) =>
      withModel(
        [{ holds: ['does not fit', complaint], answer: { value: { file: 'a.md', pages: 3 } } }, { answer: wrong }],
        async (model) => {
          const deltas: ModelDelta[] = [];
          const used: ModelUsage[] = [];
          const answer = await model.ask(ask({ shape }), { ...progress(), used: (u) => used.push(u) }, (d) =>
            deltas.push(d),
          );
          expect(answer.value).toEqual({ file: 'a.md', pages: 3 });
          expect(deltas.filter((d) => d.type === 'again')).toEqual([
            { type: 'again', reason: expect.stringContaining(complaint) },
          ]);
          expect(used).toHaveLength(2);
          expect(answer.usage.output).toBe((used[0]?.output ?? 0) + (used[1]?.output ?? 0));
        },
      ),
    );

    it.each([
      ['that are no JSON', '{"pa', 'JSON'],
      ['that its tool does not take', { lines: 2 }, 'path'],
    ])('asks once more about arguments %s', (_name, args, complaint) =>
      withModel(
        [
          {
            holds: ['does not fit', 'read_file', complaint],
            answer: { calls: [{ name: 'read_file', args: { path: '/a' } }] },
          },
          { times: 2, answer: { calls: [{ name: 'read_file', args }] } },
        ],
        async (model) => {
          const mended = await model.ask(ask({ tools }), progress());
          expect(mended.calls.map((c) => c.args)).toEqual([{ path: '/a', lines: 10 }]);
        },
      ),
    );

    it('asks no third time', () =>
      withModel([{ times: 2, answer: { text: 'I would rather not.' } }], async (model) => {
        await expect(model.ask(ask({ shape }), progress())).rejects.toEqual(code('MODEL_INVALID'));
      }));

    it('does not pass on as whole what a limit cut', () =>
      withModel([{ answer: { text: '{"file": "a.', finish: 'length' } }], async (model) => {
        await expect(model.ask(ask({ shape }), progress())).rejects.toEqual(code('MODEL_CUT_OFF'));
        expect((await model.ask(ask(), progress())).finish).toBe('length');
      }));

    it('asks nothing when it is cancelled before, or too late', () =>
      withModel([{ answer: { text: 'no' } }], async (model) => {
        const deltas: ModelDelta[] = [];
        const hear = (d: ModelDelta) => deltas.push(d);
        const aborted = { ...progress(), signal: AbortSignal.abort() };
        await expect(model.ask(ask(), aborted, hear)).rejects.toEqual(code('CANCELLED'));
        await expect(model.ask(ask(), progress(-1), hear)).rejects.toEqual(code('DEADLINE'));
        await expect(model.embed(['a'], aborted)).rejects.toEqual(code('CANCELLED'));
        expect(deltas).toEqual([]);
      }));

    it('is silent once it is cancelled, in the middle of a word too', () =>
      withModel([{ answer: { text: 'one two three four five six' } }], async (model) => {
        const cancelling = new AbortController();
        const deltas: ModelDelta[] = [];
        const asking = model.ask(ask(), { ...progress(), signal: cancelling.signal }, (delta) => {
          deltas.push(delta);
          if (deltas.length === 2) cancelling.abort();
        });
        await expect(asking).rejects.toEqual(code('CANCELLED'));
        expect(deltas).toHaveLength(2);
      }));

    it('ends while it waits for a first word: when cancelled, and at its deadline', () =>
      withModel([{ answer: { text: 'late', wait: 30_000 } }], async (model) => {
        const cancelling = new AbortController();
        const cancelled = model.ask(ask(), { ...progress(), signal: cancelling.signal });
        setImmediate(() => cancelling.abort());
        await expect(cancelled).rejects.toEqual(code('CANCELLED'));
        await expect(model.ask(ask(), progress(50))).rejects.toEqual(code('DEADLINE'));
      }));

    it('embeds texts as vectors of one length', () =>
      withModel([], async (model) => {
        const [a, b, c] = await model.embed(['rename the report', 'rename the reports', 'völlig anderes'], progress());
        expect(a?.length).toBeGreaterThan(1);
        expect(new Set([a, b, c].map((v) => v?.length)).size).toBe(1);
        expect(a).not.toEqual(c);
      }));
  });
};
