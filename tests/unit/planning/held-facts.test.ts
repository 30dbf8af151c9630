import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { marksOf } from '../../../shared/app/knowledge/marks.ts';
import { Mind } from '../../../shared/app/knowledge/mind.ts';
import { loadRules, SHIPPED } from '../../../shared/app/knowledge/rule-set.ts';
import { vouchesFor } from '../../../shared/app/knowledge/vouching.ts';
import type { Proposal } from '../../../shared/planning/plan.ts';
import { Known } from '../../../shared/planning/known.ts';
import { propose } from '../../../shared/planning/propose.ts';
import { assessing } from '../../../shared/policy/assess.ts';
import { BY_GRAMMAR } from '../../../shared/policy/provenance/ground.ts';
import type { HeldFacts } from '../../../shared/ports/held-facts.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { defineSkill } from '../../../shared/skills/skill.ts';
import { atom, keyOf, not, type Literal } from '../../../shared/symbolic/atom.ts';
import { FactStore } from '../../../shared/symbolic/facts/fact-store.ts';
import { Relations } from '../../../shared/symbolic/facts/relation.ts';
import { isFirstHand, type Trust } from '../../../shared/symbolic/facts/trust.ts';
import { BARE } from '../../fakes/bare-skill.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';
import { sha256 } from '../app/knowledge/history.ts';

/** Passes a door, for which something has to be so that no look can tell. */
const passing = (need: Literal) =>
  defineSkill({
    ...BARE,
    name: 'door.pass',
    summary: 'Passes a door',
    parameters: z.object({}).strict(),
    outputs: [],
    risk: 'R2',
    undo: { kind: 'compensate', say: 'goes back' },
    needs: () => [need],
    changes: () => [atom('inside')],
    title: () => 'Pass the door',
  });

const planOn = (need: Literal, vouches: HeldFacts['vouches'], now: number): Proposal => {
  const skill = passing(need);
  const world = { home: '/home/a', apps: [], answers: {}, now, held: { vouches, kept: () => [] }, windows: () => [] };
  const intents = [{ skill: skill.name, args: {}, start: 0, end: 4 }];
  const known = new Known();
  for (let round = 0; round < 10; round++) {
    const made = propose(intents, 'pass', known, world, new Map([[skill.name, skill]]), assessing(BY_GRAMMAR));
    if (made.kind !== 'look') return made;
    for (const query of made.queries) known.add({ query, path: 'filesystem', value: { exists: false } });
  }
  throw new Error('planning never settled');
};

const HOUR = 3600_000;
const KEY = atom('key');

type Deed =
  | { readonly do: 'say'; readonly trust: Trust; readonly until: number | null; readonly negated: boolean }
  | { readonly do: 'retract' }
  | { readonly do: 'wait'; readonly ms: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    do: fc.constant('say' as const),
    trust: fc.constantFrom<Trust>('person', 'sonny', 'observed', 'peer', 'untrusted'),
    until: fc.option(fc.integer({ min: 1, max: HOUR })),
    negated: fc.boolean(),
  }),
  fc.constant({ do: 'retract' as const }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: HOUR }) }),
);

describe('planning on facts that were told', () => {
  it('plans on a fact exactly as long as one at first hand is in force, whatever was said, taken back and outlived', () => {
    fc.assert(
      fc.property(
        fc.array(deed, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: HOUR }),
        (deeds, lifetime) => {
          const clock = new ManualClock();
          const store = new FactStore(
            new Relations([{ name: 'key', args: [], lifetime, contexts: ['world'], say: 'the key is there' }]),
          );
          for (const one of deeds) {
            const at = clock.now();
            const fact = store.standing(KEY, 'world', at).fact;
            if (one.do === 'wait') clock.pass(one.ms);
            else if (one.do === 'retract') store.retract(fact?.id ?? '', at, 'person');
            else
              store.assert({
                literal: one.negated ? not('key') : KEY,
                context: 'world',
                at,
                source: one.trust,
                trust: one.trust,
                ...(one.until === null ? {} : { validUntil: at + one.until }),
              });
            const now = clock.now();
            // The property's own word on it: some fact that says so, at first hand, of which no time has come.
            const { standing, fact: best } = store.standing(KEY, 'world', now);
            const inForce =
              standing === 'holds' &&
              best !== null &&
              isFirstHand(best.trust) &&
              now < (best.validUntil ?? Infinity) &&
              now < (best.expiresAt ?? Infinity);
            const vouches = () => (standing === 'holds' && best ? { trust: best.trust, say: 'it was said' } : null);
            const proposal = planOn(KEY, vouches, now);
            expect(proposal.kind).toBe(inForce ? 'plan' : 'refused');
            expect(planOn(not('key'), vouches, now).kind).toBe(inForce ? 'refused' : 'plan');
            if (proposal.kind === 'plan')
              expect(proposal.plan.steps[0]?.needs).toEqual([
                { say: 'key()', holds: true, because: 'it was said', fact: 'key()' },
              ]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says so where only content or another Sonny speaks for what a step needs', () => {
    const made = planOn(KEY, () => ({ trust: 'untrusted', say: 'it was read in a page' }), 0);
    expect(made).toMatchObject({ kind: 'refused', code: 'PLAN_DOES_NOT_HOLD' });
    expect(made.kind === 'refused' && made.details).toContain('that it was read in a page makes nothing possible');
  });
});

describe('a step that relies on what was told', () => {
  const mindWith = (trust: Trust): Mind => {
    const mind = new Mind(loadRules(SHIPPED, sha256), '/home/a', 0);
    mind.memory.tell({ literal: atom('keep', '/home/a/x'), context: 'world', at: 0, source: trust, trust }, []);
    mind.settle(0);
    return mind;
  };
  const told = atom('keep', '/home/a/x');
  const derived = atom('stays', '/home/a/x');

  it.each([told, derived])('lists %j among what it relies on, and is marked when that is taken back', (need) => {
    const mind = mindWith('person');
    const proposal = planOn(need, (literal) => vouchesFor(literal, mind, 1), 1);
    if (proposal.kind !== 'plan') throw new Error(proposal.kind);
    const [step] = proposal.plan.steps;
    expect(step?.needs[0]).toMatchObject({ holds: true, fact: keyOf(need) });
    const skill = passing(need);
    const withSkill = Object.assign(Object.create(mind) as Mind, { skills: new Map([[skill.name, skill]]) });
    const run = { steps: proposal.plan.steps.map((s) => ({ ...s, status: 'planned', evidence: [] })) };
    const marks = (): readonly unknown[] => marksOf(run as unknown as RunView, withSkill, 2);
    expect(marks()).toEqual([]);
    const fact = mind.memory.said(told);
    mind.memory.takeBack(fact?.id ?? '', 2, 'person');
    mind.settle(2);
    expect(marks()).toMatchObject([{ stepId: 's1' }]);
    expect(vouchesFor(need, mind, 2)).toBe(null);
  });

  it('rests on no more than its roots are worth', () => {
    const mind = mindWith('untrusted');
    expect(vouchesFor(derived, mind, 1)?.trust).toBe('untrusted');
    expect(planOn(derived, (literal) => vouchesFor(literal, mind, 1), 1).kind).toBe('refused');
  });
});
