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
