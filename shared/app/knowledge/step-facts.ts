import type { JournalEvent } from '../../protocol/events.ts';
import type { Json } from '../../protocol/json.ts';
import { WindowRef } from '../../protocol/step.ts';
import { journeysOf } from '../../skills/argument.ts';
import { parentOf } from '../../skills/path.ts';
import { namedBy } from '../../skills/relations.ts';
import type { Skill } from '../../skills/skill.ts';
import { atom, isSame, type Atom, type Literal } from '../../symbolic/atom.ts';
import { isOnePlace, placeOf } from '../../symbolic/facts/relation.ts';
import { RELATIONS } from './relations.ts';
import { endingOf } from './sights.ts';

type StepEnded = Extract<JournalEvent, { type: 'step.ended' }>;

const placeOfChange = (literal: Literal): string => {
  const relation = RELATIONS.get(literal.relation);
  return relation ? placeOf(relation, literal) : '';
};

/** Whether two statements are about one thing that can only be one way: no text is made of them to find out. */
const isOfOnePlace = (a: Literal, b: Literal): boolean => {
  const one = RELATIONS.get(a.relation);
  const other = RELATIONS.get(b.relation);
  return one !== undefined && other !== undefined && isOnePlace(one, a, other, b);
};

const isAbout = (surprise: Atom, change: Literal): boolean =>
  isSame(surprise, change) || isOfOnePlace(surprise, change);

/** So few are compared with each other. */
const FEW = 8;

/** Those of the deletions in whose place nothing is said to be: what is not there is said with what is. */
const untold = (deletions: readonly Literal[], additions: readonly Literal[]): readonly Literal[] => {
  if (additions.length <= FEW) {
    const left: Literal[] = [];
    for (const gone of deletions) {
      let isTold = false;
      for (const come of additions) isTold ||= isOfOnePlace(come, gone);
      if (!isTold) left.push(gone);
    }
    return left;
  }
  const told = new Set(additions.map(placeOfChange));
  return deletions.filter((gone) => !told.has(placeOfChange(gone)));
};

/** What a step that went through changed, with the names that things really have; not what was seen to be otherwise. Deletions first. */
export const effectsOf = (skill: Skill, args: Readonly<Record<string, Json>>, ended: StepEnded): readonly Literal[] => {
  const { stepId, outputs, surprises } = ended;
  const deletions: Literal[] = [];
  const additions: Literal[] = [];
  for (const imagined of skill.changes(args, stepId)) {
    const change = namedBy(imagined, stepId, outputs);
    if (surprises?.some((surprise) => isAbout(surprise, change))) continue;
    (change.negated ? deletions : additions).push(change);
  }
  if (deletions.length === 0) return additions;
  const gone = untold(deletions, additions);
  return gone.length === 0 ? additions : [...gone, ...additions];
};

/** Windows that a step gave. */
export const windowsOf = (outputs: Readonly<Record<string, Json>>): readonly WindowRef[] => {
  const windows: WindowRef[] = [];
  for (const name in outputs) {
    const value = outputs[name];
    if (value === null || typeof value !== 'object' || !('pid' in value)) continue;
    const window = WindowRef.safeParse(value);
    if (window.success) windows.push(window.data);
  }
  return windows;
};

/** Files of one kind that went from one folder to another: what may be done again when more of them come. */
export const filedBy = (run: string, words: string, { outputs }: StepEnded): Literal | null => {
  let from = '';
  let to = '';
  let ending = '';
  for (const moved of journeysOf(outputs['moved'])) {
    const left = parentOf(moved.from);
    const into = parentOf(moved.to);
    const kind = endingOf(moved.from);
    if (ending === '') {
      from = left;
      to = into;
      ending = kind;
    }
    if (kind === '' || left !== from || into !== to || kind !== ending) return null;
  }
  return ending === '' ? null : atom('filed', run, words, from, ending, to);
};
