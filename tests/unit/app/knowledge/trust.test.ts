import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worthOf } from '../../../../shared/app/knowledge/derived.ts';
import { Mind } from '../../../../shared/app/knowledge/mind.ts';
import { RELATIONS } from '../../../../shared/app/knowledge/relations.ts';
import { loadRules, SHIPPED } from '../../../../shared/app/knowledge/rule-set.ts';
import { Suggestions } from '../../../../shared/app/knowledge/suggestions.ts';
import { understand } from '../../../../shared/goals/understand.ts';
import { RULES } from '../../../../shared/policy/rules.ts';
import { atom, type Literal } from '../../../../shared/symbolic/atom.ts';
import type { Trust } from '../../../../shared/symbolic/facts/trust.ts';
import { HOME, sha256, START } from './history.ts';

const rules = loadRules(SHIPPED, sha256);
const read = (goal: string) => understand(goal, { home: HOME, apps: [], answers: {}, now: START });
const GOAL = 'move all PDFs in ~/Downloads to ~/Papers';

/** A whole case for a suggestion: a run that filed PDFs, and one more that waits. */
const CASE: readonly Literal[] = [
  atom('goal', 'r', GOAL),
  atom('ended', 'r', 'done'),
  atom('filed', 'r', GOAL, `${HOME}/Downloads`, 'pdf', `${HOME}/Papers`),
  atom('listed', `${HOME}/Downloads/a.pdf`, `${HOME}/Downloads`),
  atom('file-ending', `${HOME}/Downloads/a.pdf`, 'pdf'),
];

const mindOf = (words: readonly Trust[]): Mind => {
  const mind = new Mind(rules, HOME, START);
  CASE.forEach((literal, i) => {
    const trust = words[i] ?? 'observed';
    mind.memory.tell({ literal, context: 'world', at: START, source: trust, trust }, []);
  });
  mind.settle(START);
  return mind;
};

const trust = fc.constantFrom<Trust>('person', 'sonny', 'observed', 'peer', 'untrusted');

describe('what anyone may have written', () => {
  it('makes no suggestion, whatever it is mixed with', () => {
    fc.assert(
      fc.property(fc.array(trust, { minLength: 5, maxLength: 5 }), (words) => {
        const mind = mindOf(words);
        const suggested = new Suggestions(mind, read, HOME).list(START).map(({ goal }) => goal);
        const isBad = words.some((word) => word === 'untrusted' || word === 'peer');
        expect(suggested).toEqual(isBad ? [] : [GOAL]);
      }),
      { numRuns: 60 },
    );
  });

  it('lends what follows from it no more trust than it has', () => {
    const mind = mindOf(['observed', 'untrusted', 'person']);
    const done = atom('done', 'r', GOAL);
    expect(mind.reasoner.engine.find(done)).toBeDefined();
    expect(worthOf(done, mind.memory, mind.reasoner).trust).toBe('untrusted');
  });

  it('changes neither the rules nor the policy', () => {
    const before = [JSON.stringify(RULES), rules.identity];
    const mind = mindOf(['untrusted', 'untrusted', 'untrusted', 'untrusted', 'untrusted']);
    expect(mind.reasoner.engine.rules).toBe(rules.set);
    expect([JSON.stringify(RULES), loadRules(SHIPPED, sha256).identity]).toEqual(before);
    // No relation that can be told is a rule, a permission or an approval.
    const names = [...RELATIONS.all()].map(({ name }) => name);
    expect(names.filter((name) => /allow|permit|approve|rule|may/u.test(name))).toEqual([]);
  });
});
