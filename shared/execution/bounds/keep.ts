import { breachOf, sayBreach } from '../../planning/constraints/breach.ts';
import { Past, type Deed } from '../../planning/constraints/past.ts';
import { shorten } from '../../planning/words.ts';
import type { Progress } from '../../ports/progress.ts';
import { isOfFact, type Constraint, type ConstraintRule } from '../../protocol/constraint.ts';
import { SonnyError } from '../../protocol/errors.ts';
import type { Json } from '../../protocol/json.ts';
import type { StepView } from '../../protocol/step.ts';
import { footprintOf, type Footprint } from '../../skills/footprint.ts';
import type { ExecutionPorts } from '../ports.ts';
import { stepOf, type RunState } from '../state.ts';
import { observeWith } from '../act/verify.ts';
import { parentOf } from '../../skills/path.ts';

/** Where paths really lead, by path; a path that is not in it leads to itself. */
export type Real = ReadonlyMap<string, string>;

/** Follows a path's links as far as it exists: what is still to come lies where its folder leads. */
const lead = async (path: string, ports: ExecutionPorts, progress: Progress): Promise<string> => {
  const { value } = await observeWith(ports.observers, { kind: 'file', path }, progress);
  const real = value?.['real'];
  if (typeof real === 'string') return real;
  if (value?.['exists'] !== false || parentOf(path) === path) return path;
  const folder = await lead(parentOf(path), ports, progress);
  return `${folder === '/' ? '' : folder}${path.slice(path.lastIndexOf('/'))}`;
};

const pathsOf = (rule: ConstraintRule): readonly string[] => ('paths' in rule ? (rule.paths ?? []) : []);

/** The rule about its places by both their names. */
const leadingTo = (rule: ConstraintRule, real: Real): ConstraintRule =>
  'paths' in rule && rule.paths
    ? { ...rule, paths: [...new Set(rule.paths.flatMap((path) => [path, real.get(path) ?? path]))] }
    : rule;

/** The same footprint, at the places as they are called and at those they lead to. */
const followed = (f: Footprint, real: Real): Footprint => {
  if (real.size === 0) return f;
  const both = (paths: readonly string[]): readonly string[] =>
    paths.flatMap((path) => [path, ...(real.has(path) ? [real.get(path) ?? path] : [])]);
  return {
    ...f,
    touches: f.touches.flatMap((t) => both([t.path]).map((path) => ({ ...t, path }))),
    changes: both(f.changes),
    removes: both(f.removes),
    deletes: both(f.deletes),
    replaces: both(f.replaces),
  };
};

/** What the run is held to now: what its goal says, and what facts want kept that hold at this moment. */
const keptTo = ({ view }: RunState, { held }: Pick<ExecutionPorts, 'held'>): readonly Constraint[] => [
  ...(view.constraints ?? []).filter((c) => !held || !isOfFact(c)),
  ...(held?.kept() ?? []),
];

/**
 * Holds an act to what the person asked to be kept to, with its real arguments and after everything the run has done.
 * To be called with nothing awaited between it and the journal's row: two acts that begin together must count each other.
 * @returns CONSTRAINT_VIOLATED for the first one that it would break, else null.
 */
export const broken = (
  state: RunState,
  step: Pick<StepView, 'id' | 'skill' | 'title'>,
  args: Readonly<Record<string, Json>>,
  real: Real,
  ports: Pick<ExecutionPorts, 'skills' | 'clock' | 'home' | 'held'>,
): SonnyError | null => {
  const constraints = keptTo(state, ports);
  const skill = ports.skills.get(step.skill);
  if (constraints.length === 0 || !skill) return null;
  const own = new Set(state.open.filter((o) => o.stepId === step.id).map((o) => o.key));
  const done = state.acts.flatMap((act): Deed[] => {
    const its = act.untouched || own.has(act.key) ? undefined : ports.skills.get(act.skill);
    const status = stepOf(state, act.stepId)?.status;
    const sure = status === 'verified' || status === 'unverified';
    return its ? [{ skill: act.skill, args: act.args, footprint: footprintOf(its, act.args), sure }] : [];
  });
  const deed = { skill: step.skill, args, footprint: followed(footprintOf(skill, args), real), sure: false };
  const leading = constraints.map((c) => ({ ...c, rule: leadingTo(c.rule, real) }));
  const breach = breachOf(leading, deed, Past.of(done), ports.clock.now());
  return breach ? new SonnyError('CONSTRAINT_VIOLATED', shorten(sayBreach(step.title, breach), ports.home)) : null;
};

/** Looks where a call's paths really lead, when the run is held to anything that speaks of files. */
const realPaths = async (
  state: RunState,
  step: Pick<StepView, 'skill'>,
  args: Readonly<Record<string, Json>>,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Real> => {
  const skill = ports.skills.get(step.skill);
  const real = new Map<string, string>();
  const constraints = keptTo(state, ports);
  if (!skill || !constraints.some(({ rule }) => rule.kind === 'never' || rule.kind === 'only-in')) return real;
  const named = constraints.flatMap(({ rule }) => pathsOf(rule));
  for (const path of [...footprintOf(skill, args).touches.map((t) => t.path), ...named]) {
    const leads = await lead(path, ports, progress);
    if (leads !== path) real.set(path, leads);
  }
  return real;
};

/**
 * Holds an act to the run's constraints before anything of it is looked at, and once more by where its paths really lead.
 * Gives those, for `broken` right before the act. @throws SonnyError CONSTRAINT_VIOLATED; nothing was touched.
 */
export const heldTo = async (
  state: RunState,
  step: Pick<StepView, 'id' | 'skill' | 'title'>,
  args: Readonly<Record<string, Json>>,
  ports: ExecutionPorts,
  progress: Progress,
): Promise<Real> => {
  const asNamed = broken(state, step, args, new Map(), ports);
  if (asNamed) throw asNamed;
  const real = await realPaths(state, step, args, ports, progress);
  const asLed = broken(state, step, args, real, ports);
  if (asLed) throw asLed;
  return real;
};
