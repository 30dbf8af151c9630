import type { JournalEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import { WindowRef } from '../../protocol/step.ts';
import { journeysOf } from '../../skills/argument.ts';
import { parentOf } from '../../skills/path.ts';
import { namedBy } from '../../skills/relations.ts';
import type { Skill } from '../../skills/skill.ts';
import { atom, keyOf, type Atom, type Literal } from '../../symbolic/atom.ts';
import { placeOf } from '../../symbolic/facts/relation.ts';
import { RELATIONS } from './relations.ts';
import { endingOf } from './sights.ts';

type StepEnded = Extract<JournalEvent, { type: 'step.ended' }>;

const placeOfChange = (literal: Literal): string => {
  const relation = RELATIONS.get(literal.relation);
  return relation ? placeOf(relation, literal) : '';
};

const isAbout = (surprise: Atom, change: Literal): boolean =>
  keyOf(surprise) === keyOf(change) ||
  (placeOfChange(change) !== '' && placeOfChange(surprise) === placeOfChange(change));

/** What a step that went through changed, with the names that things really have; not what was seen to be otherwise. Deletions first. */
export const effectsOf = (skill: Skill, args: Readonly<Record<string, Json>>, ended: StepEnded): readonly Literal[] => {
  const changes = skill
    .changes(args, ended.stepId)
    .map((change) => namedBy(change, ended.stepId, ended.outputs))
    .filter((change) => !ended.surprises?.some((surprise) => isAbout(surprise, change)));
  // Where something is said to be, what is not there is said with it.
  const told = new Set(changes.flatMap((c) => (c.negated ? [] : [placeOfChange(c)])));
  return [...changes.filter((c) => c.negated && !told.has(placeOfChange(c))), ...changes.filter((c) => !c.negated)];
};

/** Windows that a step gave. */
export const windowsOf = (outputs: Readonly<Record<string, Json>>): readonly WindowRef[] =>
  Object.values(outputs).flatMap((value) => {
    const window = WindowRef.safeParse(value);
    return window.success ? [window.data] : [];
  });

const only = <T>(values: readonly T[]): T | null => {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
};

/** Files of one kind that went from one folder to another: what may be done again when more of them come. */
export const filedBy = (run: string, words: string, { outputs }: StepEnded): Literal | null => {
  const moved = journeysOf(outputs['moved']);
  const [from, to] = [only(moved.map((m) => parentOf(m.from))), only(moved.map((m) => parentOf(m.to)))];
  const ending = only(moved.map((m) => endingOf(m.from)));
  return from === null || to === null || !ending ? null : atom('filed', run, words, from, ending, to);
};
