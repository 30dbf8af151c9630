import { shorten } from '../../planning/words.ts';
import type { Progress } from '../../ports/progress.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import { footprintOf, normal, touchesOf } from '../../skills/footprint.ts';
import { observeWith } from '../act/verify.ts';
import type { Things } from './bound-things.ts';
import { usesHand } from '../hand/hand.ts';
import type { ExecutionPorts } from '../ports.ts';

/** More than this are not bound one by one: so wide a step is asked about on its own, and bound to their bytes then. */
const MOST = 1000;
/** Of a hash, as many digits as tell two things apart. */
const DIGITS = 12;

const look = async (paths: readonly string[], ports: ExecutionPorts, progress: Progress): Promise<Things> => {
  const { value } = await observeWith(ports.observers, { kind: 'things', paths }, progress);
  const things = value?.['things'];
  if (!Array.isArray(things)) return [];
  const short = (text: Json | undefined): string => ports.hash(String(text)).slice(0, DIGITS);
  return things.map((thing: Json) => (Array.isArray(thing) ? `${short(thing[0])}.${short(thing[1])}` : ''));
};

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** What a step may change before a later one's turn; null: nobody can say. */
const changedBy = ({ skill: name, args }: StepView, { skills }: ExecutionPorts): readonly string[] | null => {
  const skill = skills.get(name);
  if (!skill || skill.foreign || skill.grows || skill.open || usesHand(skill, args)) return null;
  if (skill.waits) {
    // What is waited for is brought about by others; a time is not.
    if (skill.resources(args).length === 0) return [];
    const awaited = touchesOf(skill, args).map(({ path }) => path);
    return awaited.length > 0 ? awaited : null;
  }
  const { changes, replaces, unknown, unnamed } = footprintOf(skill, args);
  return unknown || unnamed ? null : [...changes, ...replaces];
};

/**
 * What a yes to these steps is bound to, by step: the very things that they take from their places, as far as those are there and no step
 * before them changes them.
 * @param steps in their order; those that have ended change nothing more
 */
export const thingsOf = async (
  steps: readonly StepView[],
  asked: ReadonlySet<string>,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Readonly<Record<string, Things>>> => {
  const bound: Record<string, Things> = {};
  const changed: string[] = [];
  for (const step of steps) {
    if (step.endedAt !== undefined) continue;
    const { paths } = ports.skills.get(step.skill)?.takesAway?.(step.args) ?? { paths: [] };
    if (asked.has(step.id) && paths.length > 0 && paths.length <= MOST) {
      const isOpen = (path: string): boolean => changed.some((one) => isIn(one, path) || isIn(path, one));
      const now = await look(paths, ports, progress);
      const things = now.map((thing, i) => (isOpen(normal(paths[i] ?? '')) ? '' : thing));
      if (things.some((thing) => thing !== '')) bound[step.id] = things;
    }
    const by = changedBy(step, ports);
    if (by === null) return bound;
    changed.push(...by);
  }
  return bound;
};

/** The other half may be another: of a thing that is only to go elsewhere, what it holds; of an unchanged one its number, on some disks. */
const isSame = (was: string, now: string, contents: boolean): boolean => {
  const [[which, how], [whichNow, howNow]] = [was.split('.'), now.split('.')];
  return how === howNow || (!contents && which === whichNow);
};

/** What is against a step that takes away other things than the person said yes to; null: they are the same. */
export const againstThings = async (
  step: StepView,
  things: Things | undefined,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<SonnyError | null> => {
  const taken = ports.skills.get(step.skill)?.takesAway?.(step.args);
  if (!things || !taken) return null;
  const now = await look(taken.paths, ports, progress);
  const other = things.findIndex((was, i) => was !== '' && !isSame(was, now[i] ?? '', taken.contents));
  if (other < 0) return null;
  const path = shorten(taken.paths[other] ?? '', ports.home);
  const became = taken.contents ? 'was changed or replaced' : 'was replaced by another';
  return new SonnyError('PLAN_CHANGED', `“${step.title}”: ${path} ${became} since you said yes.`);
};
