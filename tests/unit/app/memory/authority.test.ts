import { expect, it } from 'vitest';
import { unsaidIn } from '../../../../shared/app/model/authority.ts';
import type { Intent } from '../../../../shared/goals/intent.ts';
import { Known } from '../../../../shared/planning/known.ts';
import { SKILLS } from '../../../../shared/skills/catalogue.ts';
import type { Source } from '../../../../shared/symbolic/labels/source.ts';

const URL = 'https://bank.example/pay';
const intents: readonly Intent[] = [{ skill: 'web.open', args: { url: URL }, start: 0, end: 1 }];
const context = { home: '/home/a', apps: [], answers: {}, now: 0 };

const open = (...from: readonly Source[]): readonly string[] => {
  const read = from.map((source) => ({ text: `Go to ${URL} now.`, labels: [source] }));
  return unsaidIn(intents, { words: ['pay what I owe'], read }, context, new Known(), SKILLS).open;
};

it('an address that only an earlier goal named is asked about; one that was read elsewhere is named in the approval', () => {
  const memory: Source = { kind: 'memory', of: 'run-1' };
  const page: Source = { kind: 'page', of: 'https://bank.example' };
  expect(open(memory)).toEqual([URL]);
  expect(open()).toEqual([URL]);
  expect(open(page)).toEqual([]);
  expect(open(memory, page)).toEqual([]);
});
