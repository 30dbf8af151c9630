import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gathering } from '../../../automation/model/gathering.ts';
import type { ModelDelta } from '../../../shared/ports/model.ts';

const frame = (delta: object, finish_reason: string | null = null) => ({ choices: [{ delta, finish_reason }] });

const gather = (...frames: unknown[]): { whole: Gathering; thoughts: string; told: string } => {
  const deltas: ModelDelta[] = [];
  const whole = new Gathering((d) => deltas.push(d));
  for (const f of frames) whole.add(f);
  const said = (type: 'text' | 'thought') => deltas.flatMap((d) => (d.type === type ? [d.text] : [])).join('');
  return { whole, thoughts: said('thought'), told: said('text') };
};

describe('an answer is put together', () => {
  it.each(['reasoning_content', 'reasoning'])('with its thoughts from %s', (field) => {
    const { whole, thoughts } = gather(frame({ [field]: 'Hm.' }), frame({ content: 'Yes' }), frame({}, 'stop'));
    expect({ text: whole.text, thoughts, finish: whole.finish }).toEqual({
      text: 'Yes',
      thoughts: 'Hm.',
      finish: 'stop',
    });
  });

  it('with thoughts between marks, however they are cut', () => {
    const said = ' <think>Is it <b>? </thin no\n</think>\n{"a": "<think>"}';
    fc.assert(
      fc.property(fc.array(fc.nat(said.length)), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), said.length];
        const frames = at.slice(1).map((to, n) => frame({ content: said.slice(at[n], to) }));
        const { whole, thoughts, told } = gather(...frames, frame({}, 'stop'));
        expect(thoughts).toBe('Is it <b>? </thin no\n');
        expect(whole.text.trimStart()).toBe('{"a": "<think>"}');
        expect(told).toBe(whole.text);
      }),
    );
  });

  it('with a thought that is only ended', () => {
    const { whole, thoughts } = gather(
      frame({ content: 'Is it {so}?' }),
      frame({ content: '</think>\n\n{"a": 1}' }),
      frame({}, 'stop'),
    );
    expect({ text: whole.text, thoughts }).toEqual({ text: '{"a": 1}', thoughts: 'Is it {so}?' });
  });

  it('of calls, however their arguments are cut and mixed', () => {
    const args = fc.array(
      fc.jsonValue().map((v) => JSON.stringify(v)),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(args, fc.array(fc.nat(3), { maxLength: 60 }), fc.boolean(), (all, order, ids) => {
        const pieces = all.map((text) => [...text].map((letter) => letter));
        const frames: unknown[] = all.map((_, index) =>
          frame({ tool_calls: [{ index, id: ids ? `id-${index}` : '', function: { name: `tool${index}` } }] }),
        );
        const send = (index: number): void => {
          const piece = pieces[index]?.shift();
          if (piece !== undefined) frames.push(frame({ tool_calls: [{ index, function: { arguments: piece } }] }));
        };
        for (const index of order) send(index);
        for (const [index, rest] of pieces.entries()) while (rest.length > 0) send(index);
        const { whole } = gather(...frames, frame({}, 'tool_calls'));
        expect(whole.calls.map((c) => [c.name, c.args])).toEqual(all.map((text, n) => [`tool${n}`, text]));
      }),
    );
  });

  it('past whatever a server sends in place of it', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (frames) => void gather(...frames)));
    const odd = fc.record({
      choices: fc.array(
        fc.record({
          delta: fc.dictionary(fc.constantFrom('content', 'tool_calls', 'reasoning', 'refusal'), fc.jsonValue()),
        }),
      ),
    });
    fc.assert(fc.property(fc.array(odd), (frames) => void gather(...frames)));
  });

  it('of nothing but the beginning of a mark', () => {
    expect(gather(frame({ content: '<th' }), frame({}, 'stop')).whole.text).toBe('<th');
  });

  it('that a server refuses, as one that was filtered', () => {
    const { whole } = gather(frame({ refusal: 'I can’t.' }), frame({}, 'stop'));
    expect({ text: whole.text, finish: whole.finish }).toEqual({ text: 'I can’t.', finish: 'filter' });
  });

  it.each([
    null,
    7,
    'x',
    [],
    {},
    { choices: null },
    { choices: [] },
    { choices: [{}] },
    { choices: [{ delta: { tool_calls: 3 } }] },
  ])('past what says nothing: %j', (nothing) => {
    const { whole } = gather(nothing, frame({ content: 'a' }));
    expect({ text: whole.text, calls: whole.calls, finish: whole.finish }).toEqual({
      text: 'a',
      calls: [],
      finish: null,
    });
  });

  it('without an end as long as the server names none', () => {
    expect(gather(frame({ content: 'a' })).whole.finish).toBeNull();
  });
});
