import type { Atom } from '../atom.ts';
import type { Engine } from '../engine/engine.ts';
import type { Change } from '../proof/proof.ts';
import type { Pattern, Rule } from '../rules/rule.ts';
import { Abduction } from './abduction.ts';
import { termOf } from './matching.ts';
import { needed, undoing } from './undoing.ts';

/** How many single facts are named whose end would end a fact. */
const MOST = 5;

const ground = ({ relation, args }: Pattern, bindings: Parameters<typeof termOf>[1]): readonly Atom[] => {
  const terms = args.map((arg) => termOf(arg, bindings)).filter((term) => term !== undefined);
  return terms.length === args.length ? [{ relation, args: terms }] : [];
};

/** Facts that must be absent for the recorded derivation, and whose presence would really end the fact. */
const excluded = (engine: Engine, fact: Atom): readonly Atom[] => {
  const found = engine.find(fact);
  const derivation = found && engine.derivation(found.id);
  const rule: Rule | undefined = engine.rules.rules.find(({ name }) => name === derivation?.rule);
  if (!derivation || !rule) return [];
  const absent = rule.body.flatMap((c) => (c.kind === 'absent' ? ground(c.atom, derivation.bindings) : []));
  return absent.filter((atom) => engine.suppose({ assert: [atom] }, (after) => !after.holds(fact)));
};

/**
 * Changes of told facts each of which would turn the answer: end a fact that holds, or bring one about that does not. Each
 * was tried; the smallest come first. Empty where none was found.
 * @throws EngineRefused (FACT_…) where no such fact can be.
 */
export const whatWouldChange = (engine: Engine, { relation, args }: Atom): readonly Change[] => {
  const fact = { relation, args };
  engine.validate(fact);
  if (!engine.holds(fact)) {
    const change = new Abduction(engine).smallest(fact);
    return change ? [change] : [];
  }
  const single = needed(engine, fact, MOST);
  const together = single.length > 0 ? null : undoing(engine, fact);
  return [
    ...single.map((one) => ({ add: [], remove: [one] })),
    ...(together ? [{ add: [], remove: together }] : []),
    ...excluded(engine, fact).map((one) => ({ add: [one], remove: [] })),
  ];
};
