import { describe, expect, it } from 'vitest';
import { atom, not, type Literal } from '../../../../shared/symbolic/atom.ts';
import { statusOf } from '../../../../shared/symbolic/facts/fact.ts';
import type { Assertion, FactStore } from '../../../../shared/symbolic/facts/fact-store.ts';
import { sayFact } from '../../../../shared/symbolic/facts/relation.ts';
import { jointConfidence, leastTrust } from '../../../../shared/symbolic/facts/trust.ts';
import { kitchen, KITCHEN } from './shelf.ts';

const tell = (store: FactStore, literal: Literal, rest: Partial<Assertion> = {}) =>
  store.assert({ literal, context: 'world', at: 100, source: 'eyes', trust: 'observed', ...rest });

describe('what is taken in', () => {
  it.each([
    ['an unknown relation', atom('sings', 'a'), 'RELATION_UNKNOWN', 'sings'],
    ['too few arguments', atom('holds', 'a'), 'ARGUMENTS_WRONG', 'holds(jar, spoons) takes 2, not 1'],
    ['a text for a number', atom('holds', 'a', 'b'), 'ARGUMENTS_WRONG', 'spoons is a number, not "b"'],
    ['no number', atom('holds', 'a', Number.NaN), 'ARGUMENTS_WRONG', 'spoons'],
    ['a relative path', atom('stands', 'shelf', 1, true), 'ARGUMENTS_WRONG', 'a path from / or ~/ on'],
    ['a moment before all', atom('stands', '/shelf', -1, true), 'ARGUMENTS_WRONG', 'a moment'],
    ['a number for a flag', atom('stands', '/shelf', 1, 1), 'ARGUMENTS_WRONG', 'true or false'],
  ])('is not %s', (_, literal, trouble, says) => {
    const store = kitchen();
    expect(() => tell(store, literal)).toThrow(
      expect.objectContaining({ trouble, message: expect.stringContaining(says) }),
    );
    expect(store.size).toBe(0);
  });

  it('is of a context that there is and that the relation speaks of', () => {
    const store = kitchen();
    const trouble = expect.objectContaining({ trouble: 'CONTEXT_UNKNOWN' });
    expect(() => tell(store, atom('clean', 'a'), { context: 'gone' })).toThrow(trouble);
    expect(() => tell(store, atom('local', 'a'), { context: 'doc' })).toThrow(trouble);
    expect(() => store.find(atom('clean', 'a'), 'gone', 0)).toThrow(trouble);
  });

  it('has an end, and losing nothing at it', () => {
    const store = kitchen(2);
    tell(store, atom('clean', 'a'));
    tell(store, atom('clean', 'b'));
    expect(() => tell(store, atom('clean', 'c'))).toThrow(expect.objectContaining({ trouble: 'FACTS_TOO_MANY' }));
    expect([...store.holding('world', 100)]).toHaveLength(2);
    tell(store, atom('clean', 'a'), { at: 200 });
    expect(store.size).toBe(2);
  });

  it('grants nothing on the word of those whom nobody trusts', () => {
    const store = kitchen();
    for (const trust of ['peer', 'untrusted'] as const)
      expect(() => tell(store, atom('may-taste', 'a'), { trust })).toThrow(
        expect.objectContaining({ trouble: 'UNTRUSTED' }),
      );
    expect(tell(store, atom('may-taste', 'a'), { trust: 'person' }).isNew).toBe(true);
  });
});

describe('one value of a thing', () => {
  it('takes the place of the one before, which was so until then', () => {
    const store = kitchen();
    const two = tell(store, atom('holds', 'a', 2));
    const three = tell(store, atom('holds', 'a', 3), { at: 200 });
    expect(three.superseded?.id).toBe(two.fact.id);
    expect(store.find(atom('holds', 'a', 2), 'world', 300)).toBeUndefined();
    expect(store.find(atom('holds', 'a', 3), 'world', 300)?.id).toBe(three.fact.id);
    const then = [...store.asOf({ valid: 150, known: 300 })].map((f) => f.literal.args);
    expect(then).toEqual([['a', 2]]);
    expect([...store.asOf({ valid: 250, known: 150 })].map((f) => f.literal.args)).toEqual([['a', 2]]);
  });

  it('is shared by the relations of a group', () => {
    const store = kitchen();
    tell(store, atom('open', 'a'));
    expect(tell(store, atom('shut', 'a')).superseded?.literal.relation).toBe('open');
    expect(store.standing(atom('open', 'a'), 'world', 200)).toMatchObject({ standing: 'denied' });
  });

  it('stays when another is said not to be it', () => {
    const store = kitchen();
    const { fact } = tell(store, atom('shut', 'a'));
    expect(tell(store, not('open', 'a')).fact.id).toBe(fact.id);
    tell(store, not('shut', 'a'), { at: 200 });
    expect(store.find(atom('shut', 'a'), 'world', 200)).toBeUndefined();
    expect(store.standing(atom('shut', 'a'), 'world', 200).standing).toBe('denied');
  });

  it('contradicts another on another’s word, and second hand never overrules first hand', () => {
    const store = kitchen();
    const seen = tell(store, atom('open', 'a'));
    const person = tell(store, atom('shut', 'a'), { source: 'person', trust: 'person' });
    expect(person.contradicts?.id).toBe(seen.fact.id);
    const read = tell(store, atom('open', 'a'), { source: 'a page', trust: 'untrusted', at: 110 });
    expect(read.contradicts?.id).toBe(person.fact.id);
    expect(read.fact.ending?.how).toBe('superseded');
    expect(store.find(atom('shut', 'a'), 'world', 120)?.id).toBe(person.fact.id);
    expect(tell(store, atom('open', 'a'), { at: 130 }).superseded?.id).toBe(person.fact.id);
  });
});

describe('an inner context', () => {
  it('inherits, says otherwise, and leaves the outer one as it is', () => {
    const store = kitchen();
    tell(store, atom('holds', 'a', 2));
    expect(store.find(atom('holds', 'a', 2), 'doc', 100)).toBeDefined();
    tell(store, atom('holds', 'a', 5), { context: 'window' });
    expect(store.find(atom('holds', 'a', 2), 'doc', 100)).toBeUndefined();
    expect(store.find(atom('holds', 'a', 5), 'doc', 100)).toBeDefined();
    expect(store.find(atom('holds', 'a', 2), 'app', 100)).toBeDefined();
    tell(store, not('holds', 'a', 5), { context: 'doc' });
    expect([...store.holding('doc', 100)]).toEqual([]);
    expect([...store.holding('window', 100)].map((f) => f.literal.args)).toEqual([['a', 5]]);
    expect([...store.holding('world', 100)].map((f) => f.literal.args)).toEqual([['a', 2]]);
  });

  it('of a hypothesis leaks nothing', () => {
    const store = kitchen();
    tell(store, atom('clean', 'a'), { context: 'guess' });
    expect(store.find(atom('clean', 'a'), 'guess', 100)).toBeDefined();
    expect(store.find(atom('clean', 'a'), 'plan', 100)).toBeUndefined();
    expect(store.find(atom('clean', 'a'), 'world', 100)).toBeUndefined();
  });
});

describe('time', () => {
  it('ends what was only seen for a while, to the millisecond', () => {
    const store = kitchen();
    const { fact } = tell(store, atom('warm', 'a'));
    expect(store.find(atom('warm', 'a'), 'world', 1099)).toBeDefined();
    expect(store.find(atom('warm', 'a'), 'world', 1100)).toBeUndefined();
    expect(store.standing(atom('warm', 'a'), 'world', 1100).standing).toBe('expired');
    expect(store.nextExpiry).toBe(1100);
    expect(store.takeExpired(1099)).toEqual([]);
    expect(store.takeExpired(1100).map((f) => f.id)).toEqual([fact.id]);
    expect(store.takeExpired(5000)).toEqual([]);
  });

  it('begins anew with each look', () => {
    const store = kitchen();
    const first = tell(store, atom('warm', 'a'));
    const again = tell(store, atom('warm', 'a'), { at: 600 });
    expect(again).toMatchObject({ isNew: false, fact: { id: first.fact.id, observedAt: 100, seenAt: 600 } });
    expect(store.takeExpired(1200)).toEqual([]);
    expect(store.takeExpired(1600)).toHaveLength(1);
    expect(tell(store, atom('warm', 'a'), { at: 2000 }).isNew).toBe(true);
  });

  it('goes on as it was where the same look is told twice, unless its end was told', () => {
    const store = kitchen();
    const { fact } = tell(store, atom('warm', 'a'));
    expect(tell(store, atom('warm', 'a'))).toEqual({ fact, isNew: false, superseded: null, contradicts: null });
    expect(store.takeExpired(1100).map(({ id }) => id)).toEqual([fact.id]);
    // The clock was set back.
    expect(tell(store, atom('warm', 'a')).fact).toEqual(fact);
    expect(store.takeExpired(1100).map(({ id }) => id)).toEqual([fact.id]);
  });

  it('that runs backwards makes no old sight young', () => {
    const { fact } = tell(kitchen(), atom('warm', 'a'));
    expect(statusOf(fact, 50)).toBe('expired');
  });

  it('of what was told before it begins, or only until a moment', () => {
    const store = kitchen();
    tell(store, atom('clean', 'a'), { validFrom: 500, validUntil: 900 });
    const holds = (now: number) => store.find(atom('clean', 'a'), 'world', now) !== undefined;
    expect([499, 500, 899, 900].map(holds)).toEqual([false, true, true, false]);
  });

  it('taken back, it was never so; ended, it was so until then', () => {
    const store = kitchen();
    const a = tell(store, atom('clean', 'a')).fact;
    const b = tell(store, atom('clean', 'b')).fact;
    expect(store.retract(a.id, 200, 'person')?.ending?.how).toBe('retracted');
    store.retract(b.id, 200, 'a look', 200);
    expect(store.retract(a.id, 300, 'person')).toBeNull();
    expect(store.retract('f99', 300, 'person')).toBeNull();
    const at = (valid: number, known: number) => [...store.asOf({ valid, known })].map((f) => f.literal.args[0]);
    expect([at(150, 150), at(150, 250), at(250, 250)]).toEqual([['a', 'b'], ['b'], []]);
    expect(store.standing(atom('clean', 'a'), 'world', 300).standing).toBe('retracted');
    expect(store.standing(atom('clean', 'c'), 'world', 300).standing).toBe('unknown');
    expect(store.standing(atom('sings', 'c'), 'world', 300).standing).toBe('unknown');
  });

  it('lets go of what ended long ago and of nothing else', () => {
    const store = kitchen();
    tell(store, atom('holds', 'a', 1));
    tell(store, atom('holds', 'a', 2), { at: 200 });
    tell(store, atom('warm', 'a'), { at: 300 });
    expect(store.forget(250)).toBe(1);
    expect(store.forget(5000)).toBe(1);
    expect([...store.all()].map((f) => f.literal.args)).toEqual([['a', 2]]);
    expect(store.standing(atom('warm', 'a'), 'world', 6000).standing).toBe('unknown');
  });
});

describe('what rests on several facts', () => {
  it('is as good as the least of them', () => {
    expect(leastTrust([])).toBe('sonny');
    expect(leastTrust(['person', 'untrusted', 'observed'])).toBe('untrusted');
    expect(jointConfidence([0.5, 0.5, 1])).toBe(0.25);
  });
});

it('is said in a sentence', () => {
  const relation = KITCHEN.check(atom('holds', 'the jar', 2));
  expect(sayFact(relation, atom('holds', 'the jar', 2), (term, type) => `${type} ${term}`)).toBe(
    'text the jar holds number 2 spoons',
  );
});
