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
  const { stepId, outputs, surprises = [] } = ended;
  const deletions: Literal[] = [];
  const additions: Literal[] = [];
  for (const imagined of skill.changes(args, stepId)) {
    const change = namedBy(imagined, stepId, outputs);
    if (surprises.some((surprise) => isAbout(surprise, change))) continue;
    (change.negated ? deletions : additions).push(change);
  }
  if (deletions.length === 0) return additions;
  // Where something is said to be, what is not there is said with it.
  const told = new Set(additions.map(placeOfChange));
  return [...deletions.filter((c) => !told.has(placeOfChange(c))), ...additions];
};

/** Windows that a step gave. */
export const windowsOf = (outputs: Readonly<Record<string, Json>>): readonly WindowRef[] =>
  Object.values(outputs).flatMap((value) => {
    if (value === null || typeof value !== 'object' || !('pid' in value)) return [];
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
