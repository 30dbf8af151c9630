import type { z } from 'zod';
import type { Json } from '../../protocol/json.ts';
import type { RiskClass } from '../../protocol/step.ts';
import { parentOf } from '../../skills/path.ts';
import type { Skill } from '../../skills/skill.ts';
import { keyOf, type Literal } from '../../symbolic/atom.ts';
import { costOf } from '../cost.ts';
import type { Objects } from './objects.ts';

/** A skill with arguments, as search may put it in. */
export interface Call {
  readonly skill: Skill;
  readonly args: Readonly<Record<string, Json>>;
  readonly needs: readonly Literal[];
  readonly changes: readonly Literal[];
  readonly cost: number;
}

/** What may be put in. */
export interface Leave {
  /** The highest risk that one step may have. */
  readonly risk: RiskClass;
  /** Whether steps may take from its place what was there before, or close what is open. */
  readonly mayTake: boolean;
}

/** How many calls of one skill are looked at. */
const MOST_CALLS = 5000;

/**
 * Skills that bring a file to its place as it was. All others that leave a file there make what is in it, and a file of the
 * right name with anything in it is not the file that is needed.
 */
const CARRIES: ReadonlySet<string> = new Set(['files.move', 'files.copy', 'files.rename', 'files.unzip']);

/** Takes any text: no object at hand is meant by that. */
const takesAnyText = (schema: z.core.$ZodType): boolean => accepts(schema, 'any text');

const accepts = (schema: z.core.$ZodType, value: Json | undefined): boolean =>
  'safeParse' in schema && (schema as z.ZodType).safeParse(value).success;

const valuesFor = (schema: z.core.$ZodType, values: readonly Json[]): readonly Json[] =>
  takesAnyText(schema) ? [] : values.filter((value) => accepts(schema, value));

/** Every call whose arguments are objects at hand. */
const argumentsFor = (
  skill: Skill,
  values: readonly Json[],
  { unpackings }: Objects,
): readonly Record<string, Json>[] => {
  // What comes out of an archive is not any path but what is known to be in it.
  if ('entries' in skill.parameters.shape)
    return unpackings.map(({ archive, to, entries }) => ({ archive, to, entries: [...entries] }));
  let calls: Record<string, Json>[] = [{}];
  for (const [name, schema] of Object.entries(skill.parameters.shape)) {
    if (accepts(schema, undefined)) continue;
    const fitting = valuesFor(schema, values);
    if (calls.length * fitting.length > MOST_CALLS) return [];
    calls = calls.flatMap((call) => fitting.map((value) => ({ ...call, [name]: value })));
  }
  return calls;
};

const isSigned = (l: Literal): string => `${l.negated ? '-' : '+'}${keyOf(l)}`;

const mayBePutIn = ({ skill, changes, args, needs }: Call, { brought, files }: Objects, leave: Leave): boolean => {
  const risk = typeof skill.risk === 'function' ? skill.risk(args) : skill.risk;
  if (risk > leave.risk) return false;
  if (changes.some((c) => c.relation === 'file' && !c.negated) && !CARRIES.has(skill.name)) return false;
  if (changes.some((c) => c.relation === 'folder' && !c.negated && files.has(String(c.args[0])))) return false;
  // Whoever takes and gives one thing, as a move to where it is, does nothing.
  const signed = new Set(changes.map(isSigned));
  if (changes.some((c) => signed.has(isSigned({ ...c, negated: !c.negated })))) return false;
  if (leave.mayTake) return true;
  const takes = changes.some(
    (c) =>
      (c.relation === 'free' && !c.negated && !brought.has(String(c.args[0]))) ||
      (c.relation === 'window' && c.negated),
  );
  const carriesOther =
    CARRIES.has(skill.name) &&
    !('entries' in args) &&
    needs.some((n) => n.relation === 'free' && n.negated && !brought.has(String(n.args[0])));
  return !takes && !carriesOther;
};

/**
 * The calls that may help to make conditions true, found backwards from these: those with an effect that is wanted, whose
 * needs are then wanted too. In the order of the skills' list.
 */
export const callsFor = (
  open: readonly Literal[],
  objects: Objects,
  windows: readonly Json[],
  skills: Iterable<Skill>,
  leave: Leave,
): readonly Call[] => {
  const { paths } = objects;
  const isMany = paths.length ** 2 > MOST_CALLS;
  const beside = (isMany ? [] : paths).flatMap((from) =>
    paths.filter((to) => to !== from && parentOf(to) === parentOf(from)).map((to) => [{ from, to }]),
  );
  const values: readonly Json[] = [...paths, ...paths.map((path) => [path]), ...beside, ...windows];
  const all: Call[] = [];
  for (const skill of skills) {
    // A skill with nothing to undo only looks, or waits for others: it brings nothing about.
    if (skill.undo.kind === 'nothing') continue;
    for (const args of argumentsFor(skill, values, objects)) {
      const [needs, changes] = [skill.needs(args), skill.changes(args, '')];
      const call = { skill, args, needs, changes, cost: costOf(skill, args) };
      if (changes.length > 0 && mayBePutIn(call, objects, leave)) all.push(call);
    }
  }
  const wanted = new Set(open.map(isSigned));
  const helping = new Set<Call>();
  for (let before = -1; before !== helping.size;) {
    before = helping.size;
    for (const call of all) {
      if (helping.has(call) || !call.changes.some((c) => wanted.has(isSigned(c)))) continue;
      helping.add(call);
      for (const need of call.needs) wanted.add(isSigned(need));
    }
  }
  return all.filter((call) => helping.has(call));
};
