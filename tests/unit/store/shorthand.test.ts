import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical } from '../../../automation/store/chain.ts';
import { shortened, written } from '../../../automation/store/shorthand.ts';

const hash = 'a'.repeat(64);
const runId = 'run-01kd3v9q4m002xk7c9f2a';
const ended = {
  type: 'step.ended',
  at: 1,
  runId,
  stepId: 's1',
  key: `${runId}/s1/1`,
  status: 'verified',
  evidence: [{ path: 'filesystem', say: `${runId} “日本”`, holds: true, observed: { sha256: hash } }],
  outputs: { runId, text: '\u0001\u0002\n' },
  receipt: null,
};

it('loses nothing of any text, whatever run it is of', () => {
  const text = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.string({ maxLength: 3000, minLength: 2000 }));
  const run = fc.oneof(
    fc.constant(''),
    fc.constant(runId),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', 'a', '$&'),
  );
  const type = fc.constantFrom('step.intended', 'step.ended', 'run.started', '');
  fc.assert(
    fc.property(text, run, type, (given, id, of) => {
      expect(written(shortened(given, { type: of, runId: id }))).toBe(given);
    }),
  );
});

it('says a step’s rows in less than six tenths', () => {
  const intended = {
    type: 'step.intended',
    at: 1,
    runId,
    stepId: 's1',
    key: `${runId}/s1/1`,
    skill: 'a',
    args: {},
    attempt: 1,
  };
  for (const event of [ended, intended]) {
    const text = canonical(event);
    const short = shortened(text, event);
    expect(written(short)).toBe(text);
    expect(short.length).toBeLessThan(text.length * 0.6);
  }
});

it('gives some text for what was never shortened, and does not throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), (kept) => {
      expect(typeof written(kept)).toBe('string');
    }),
  );
});
