import { idOfFact, type Constraint } from '../../protocol/constraint.ts';
import type { PlanArgs, Skill } from '../../skills/skill.ts';
import { footprintOf } from '../../skills/footprint.ts';
import { keyOf, type Atom } from '../../symbolic/atom.ts';
import { meets } from './breach.ts';

/**
 * What is to stay where it is, as an invariant: it, and what is in it, is not moved, replaced or deleted. What nobody can foresee is let
 * be: otherwise one such fact would end every click. `say` is the fact in words.
 */
export const keeping = (fact: Atom, say: string): Constraint => ({
  id: idOfFact(keyOf(fact)),
  start: 0,
  end: 0,
  say,
  rule: { kind: 'never', act: 'take-away', paths: [String(fact.args[0])], foreseen: true },
});

/** Whether a call works at what a constraint speaks of, so that a person may want to know that it is kept. */
export const isAbout = (
  { rule }: Constraint,
  { skill, args }: { readonly skill: string; readonly args: PlanArgs },
  skills: ReadonlyMap<string, Skill>,
): boolean => {
  const declared = skills.get(skill);
  const paths = 'paths' in rule ? (rule.paths ?? []) : [];
  return declared !== undefined && footprintOf(declared, args).touches.some((t) => paths.some((p) => meets(t, p)));
};
