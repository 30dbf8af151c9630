import { describe, expect, it } from 'vitest';
import { dollars, modelHeading, saySilence, sayShare } from '../../../renderer/words/model.ts';
import type { ModelShare, RunView } from '../../../shared/protocol/run.ts';
import { base } from '../../e2e/scene-parts.ts';

const share = (more: Partial<ModelShare> = {}): ModelShare => ({
  name: 'm',
  calls: 1,
  input: 1000,
  output: 234,
  cost: 0.0021,
  unpriced: false,
  planned: false,
  ...more,
});

describe('what a model cost', () => {
  it('is never shown as nothing where it is something', () => {
    expect([0, 0.00001, 0.0021, 0.5, 2].map(dollars)).toEqual(['$0', 'less than $0.0001', '$0.0021', '$0.50', '$2.00']);
  });

  it('is told with its calls and tokens, and says where no price is known', () => {
    expect(sayShare(share())).toBe('1 call, 1,234 tokens, $0.0021');
    expect(sayShare(share({ calls: 2, cost: 0, unpriced: true }))).toBe('2 calls, 1,234 tokens, no price known');
    expect(sayShare(share({ unpriced: true }))).toBe('1 call, 1,234 tokens, at least $0.0021');
  });
});

it('a run’s heading says what its model does or did', () => {
  const run = (more: Partial<RunView>): RunView => ({ ...base('r', 'g', [], 0), ...more });
  const thinking = { model: 'm', done: false, thought: 'Hm', answer: '' };
  expect(modelHeading(run({}), undefined)).toBeNull();
  expect(modelHeading(run({ status: 'planning' }), thinking)).toBe('m is thinking');
  expect(modelHeading(run({ status: 'planning' }), { ...thinking, thought: '' })).toBe('Asking m');
  expect(modelHeading(run({ status: 'cancelled' }), thinking)).toBeNull();
  expect(modelHeading(run({ status: 'planning', model: share() }), { ...thinking, done: true })).toContain(
    'being checked',
  );
  expect(modelHeading(run({ model: share({ planned: true }) }), undefined)).toBe('Proposed by m');
  expect(modelHeading(run({ status: 'refused', model: share() }), undefined)).toBe('m was asked');
});

it('a model that is asked and says nothing is told of after a while, with how to end it', () => {
  const asked = { model: 'm', done: false, thought: '', answer: '', since: 1000 };
  expect(saySilence(asked, 5000)).toBe('');
  expect(saySilence(asked, 6000)).toBe('It has not answered yet. Cancel ends it at once.');
  expect(saySilence(asked, 64_000)).toBe('It has said nothing for 60 seconds. Cancel ends it at once.');
  expect(saySilence({ ...asked, answer: 'I' }, 64_000)).toBe('');
  expect(saySilence({ ...asked, done: true }, 64_000)).toBe('');
});
