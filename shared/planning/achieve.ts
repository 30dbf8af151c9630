import type { Json } from '../protocol/json.ts';
import type { Skill } from '../skills/skill.ts';
import { keyOf, type Literal } from '../symbolic/atom.ts';

export interface Achiever {
  readonly skill: Skill;
  readonly args: Readonly<Record<string, Json>>;
}

/** The one required parameter of a skill that needs just one, if any. */
const loneParameter = (skill: Skill): string | undefined => {
  const required = Object.entries(skill.parameters.shape).filter(([, schema]) => !schema.safeParse(undefined).success);
  return required.length === 1 ? required[0]?.[0] : undefined;
};

/**
 * A skill that would make the literal true, by its own declared effects: it takes one argument, the literal's subject,
 * and no more risk than a local edit. So "there is a folder P" finds the skill that creates folders.
 */
export const achieverOf = (literal: Literal, skills: Iterable<Skill>): Achiever | null => {
  const [subject] = literal.args;
  // Absence is not brought about by doing something: a step that asks for it is simply wrong here.
  if (subject === undefined || literal.negated) return null;
  for (const skill of skills) {
    const parameter = loneParameter(skill);
    // A skill with nothing to undo only looks, or waits for others: it brings nothing about.
    if (parameter === undefined || skill.undo.kind === 'nothing') continue;
    const args = { [parameter]: subject };
    if (!skill.parameters.safeParse(args).success) continue;
    const risk = typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;
    if (risk > 'R2') continue;
    const gives = skill.changes(args, '').some((c) => !c.negated && keyOf(c) === keyOf(literal));
    if (gives) return { skill, args };
  }
  return null;
};
