import { namedWithPlan } from '../../policy/provenance/naming.ts';
import { CHOSEN } from '../../policy/provenance/say-from.ts';
import { shorten } from '../../planning/words.ts';
import type { Json } from '../../protocol/json.ts';
import type { Digested, RunView } from '../../protocol/run.ts';
import type { StepView } from '../../protocol/step.ts';
import type { Skill } from '../../skills/skill.ts';
import { resolvable } from '../act/resolve.ts';

/** What a person is asked, before it has a nonce and a time. */
export interface Asked {
  readonly planHash: string;
  readonly stepId: string | null;
  readonly label: string;
  readonly preview: string[];
  /** Steps that are asked about on their own and are named in full here: the person's yes is for them, too. */
  readonly names?: string[];
  /** Every step that is asked about at once; each has to be read. */
  readonly digest?: Digested[];
  /** The step that had left open what is asked about at once. */
  readonly within?: string;
  /** Hash of what the step is about, as it is now. */
  readonly facts?: string;
}

const LONGEST = 2000;

const sayValue = (value: Json): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}… and ${text.length - LONGEST} more characters` : text;
};

/** What of a step the person did not say, and whose it is, with the values as they are by now; what is of the same comes in one line. */
const bound = ({ bindings = [], args: planned }: StepView, args: StepView['args'] = planned): readonly string[] => {
  const lines = new Map<
    string,
    { readonly content: boolean; readonly of: (typeof bindings)[number]; values: string[] }
  >();
  for (const of of bindings) {
    const { parameter, value, from, role } = of;
    const known = args[parameter];
    const isNew = known !== undefined && JSON.stringify(known) !== JSON.stringify(planned[parameter]);
    const content = role === 'content';
    const line = lines.get(`${content} ${parameter} ${from}`) ?? { content, of, values: [] };
    line.values = [...new Set([...line.values, isNew ? sayValue(known) : sayValue(value)])];
    lines.set(`${content} ${parameter} ${from}`, line);
  }
  return [...lines.values()].map(({ content, of: { parameter, from }, values }) => {
    const all = values.join(', ');
    if (content) return `Its ${parameter} holds words of ${from}: ${all}`;
    if (from === CHOSEN) return `Not in your words: ${parameter} ${all}, which the model chose.`;
    return `Not in your words: ${parameter} ${all}, which ${values.length === 1 ? 'is' : 'are'} from ${from}.`;
  });
};

/** A call in full: every argument as it will be sent, and what of them is not the person's. */
const inFull = (step: StepView, args: StepView['args'] = step.args): readonly string[] => [
  ...Object.entries(args)
    .filter(([name]) => !step.bindings?.some(({ parameter }) => parameter === name))
    .map(([name, value]) => `${name}: ${sayValue(value)}`),
  ...bound(step, args),
  ...(step.provenance?.because ?? []),
];

const undoOf = ({ undo }: StepView): string =>
  undo.possible ? `Can be undone: ${undo.say}.` : `Cannot be undone: ${undo.say}.`;

/**
 * The approval of a plan. A yes covers what the person did not say themselves only where it is named to them; steps that would
 * be asked about on their own are covered where they are named in full.
 */
export const askPlan = (view: RunView, skills: ReadonlyMap<string, Skill>): Asked => {
  const steps = view.steps.filter((s) => s.status === 'planned');
  const names = [...namedWithPlan(steps, skills)];
  const lines = (step: StepView): readonly string[] =>
    names.includes(step.id) ? [...inFull(step), undoOf(step)] : bound(step);
  return {
    planHash: view.planHash ?? '',
    stepId: null,
    label: steps.length === 1 ? 'Run 1 step' : `Run ${steps.length} steps`,
    preview: [...steps.map((s) => s.title), ...steps.flatMap(lines)],
    ...(names.length > 0 ? { names } : {}),
  };
};

/** @param args as far as they are known by now */
export const askStep = (view: RunView, stepId: string, args?: StepView['args']): Asked => {
  const step = view.steps.find((s) => s.id === stepId);
  const title = step?.title ?? stepId;
  const own = step ? (step.provenance ? inFull(step, args) : bound(step, args)) : [];
  return {
    planHash: view.planHash ?? '',
    stepId,
    label: step?.review ? 'Run this script' : `Approve: ${title}`,
    preview: [title, ...(step?.changes ?? []), ...own, step ? undoOf(step) : 'Cannot be undone: .'],
  };
};

/** Of what was planned once something was read: the steps that came together are asked about together. null: it was not. */
export const askRest = (
  view: RunView,
  stepId: string,
  left: ReadonlySet<string>,
  skills: ReadonlyMap<string, Skill>,
  home: string,
): Asked | null => {
  const within = view.steps.find(({ id }) => id === stepId)?.within;
  const open = view.steps.find(({ id }) => id === within);
  if (within === undefined || !open || !skills.get(open.skill)?.open) return null;
  const together = view.steps.flatMap((step) => (step.within === within && left.has(step.id) ? [step.id] : []));
  return { ...askDigest(view, stepId, new Set(together), home), within };
};

/**
 * Everything that is left to be asked about, at once: the step whose turn it is and those after it whose arguments are known
 * by now, each named in full.
 */
export const askDigest = (view: RunView, stepId: string, left: ReadonlySet<string>, home: string): Asked => {
  const digest = view.steps.flatMap((step): Digested[] => {
    const args = left.has(step.id) || step.id === stepId ? resolvable(step.args, view.steps) : null;
    if (!args) return [];
    const lines = [...step.changes, ...inFull(step, args), undoOf(step)];
    return [{ stepId: step.id, title: step.title, lines: lines.map((line) => shorten(line, home)) }];
  });
  return {
    planHash: view.planHash ?? '',
    stepId,
    label: digest.length === 1 ? 'Approve 1 step' : `Approve ${digest.length} steps`,
    preview: digest.map(({ title }) => title),
    names: digest.map((one) => one.stepId),
    digest,
  };
};
