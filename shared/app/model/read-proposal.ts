import type { GoalContext, Intent } from '../../goals/intent.ts';
import { understand } from '../../goals/understand.ts';
import { SAY, startsApp, signature, type Listed } from '../../prompts/catalogue.ts';
import type { Proposal, ProposedPart } from '../../prompts/proposal.ts';
import type { Constraint } from '../../protocol/constraint.ts';
import type { Json } from '../../protocol/json.ts';
import type { Chip, Question } from '../../protocol/run.ts';
import type { Skill } from '../../skills/skill.ts';
import { TASKS } from '../../skills/tasks.ts';
import { keptTo } from './kept-to.ts';
import { applicationNamed, readArgument, type Before } from './read-argument.ts';
import { locate } from './said.ts';

/** A proposal as the offline grammar would have read the goal; or what is wrong with it, in a sentence for the model. */
export type ReadProposal =
  | {
      readonly intents: readonly Intent[];
      readonly constraints: readonly Constraint[];
      readonly chips: readonly Chip[];
    }
  | { readonly question: Omit<Question, 'id'> }
  /** `part`: only the arguments of this one are wrong. */
  | { readonly wrong: string; readonly part?: number };

interface Scene {
  readonly goal: string;
  readonly context: GoalContext;
  readonly skills: ReadonlyMap<string, Skill>;
  /** What the run is held to already: then the goal is not read for it again. */
  readonly constraints?: readonly Constraint[] | undefined;
  readonly gave?: Before['gave'];
}

const listedAs = (name: string, { skills }: Scene): Listed | undefined => {
  const skill = skills.get(name);
  return skill?.unlisted ? undefined : (skill ?? TASKS.get(name));
};

const nearest = (name: string, { skills }: Scene): string => {
  const family = name.split('.')[0] ?? '';
  const alike = [...skills.keys(), ...TASKS.keys()].filter((known) => known.startsWith(`${family}.`));
  return alike.length > 0 ? ` There are ${alike.join(', ')}.` : ' Take one of the list.';
};

/** An application is started as this machine starts it: never by a command of the model's. */
const appOf = (given: Readonly<Record<string, Json>>, name: string, { context }: Scene): Intent['args'] | string => {
  const wanted = given['app'];
  const named = typeof wanted === 'string' ? wanted : '';
  const browsers = context.apps.filter((app) => app.generic.some((word) => /\bbrowser$/u.test(word)));
  const app = named === '' && name === 'page.open' ? browsers[0] : applicationNamed(named, context.apps);
  if (!app) return `no application in the list is ${JSON.stringify(named)}`;
  if (name === 'page.open' && !browsers.includes(app)) return `${app.name} is no browser`;
  const { id, command, windowClass } = app;
  return { ...(name === 'page.open' ? {} : { app: id, name: app.name }), command: [...command], windowClass };
};

type ReadPart =
  | { readonly intents: readonly Intent[] }
  | { readonly question: Omit<Question, 'id'> }
  | { readonly wrong: string; readonly args: boolean };

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A part in words that are read without a model; what it is held to belongs to the whole plan. */
const readSaid = ({ args }: ProposedPart, place: Place, { context }: Scene): ReadPart => {
  const { goal } = args;
  if (typeof goal !== 'string') return { wrong: 'say takes a goal as text.', args: false };
  const reading = understand(goal, context);
  if (reading.kind === 'ambiguous') {
    const { subject, ask, candidates } = reading;
    return { question: { subject, ask, candidates: candidates.map((c) => ({ ...c })) } };
  }
  if (reading.kind === 'not-understood') return { wrong: `“${goal}” is not read: ${reading.trouble}`, args: false };
  if (reading.constraints.length > 0) return { wrong: `What “${goal}” forbids belongs into “keep”.`, args: false };
  return { intents: reading.intents.map((intent) => ({ ...intent, ...place })) };
};

const readPart = (part: ProposedPart, nth: number, place: Place, scene: Scene): ReadPart => {
  if (part.do === SAY) return readSaid(part, place, scene);
  const listed = listedAs(part.do, scene);
  if (!listed) return { wrong: `No skill is called ${part.do}.${nearest(part.do, scene)}`, args: false };
  const read = readArguments(part, listed, nth, scene);
  return typeof read === 'string'
    ? { wrong: read, args: true }
    : { intents: [{ skill: part.do, args: read, ...place, part: nth }] };
};

const readArguments = (part: ProposedPart, listed: Listed, nth: number, scene: Scene): Intent['args'] | string => {
  const shape = listed.parameters.shape as Readonly<Record<string, Parameters<typeof readArgument>[0]>>;
  const wrong = (name: string, why: string): string =>
    `${part.do} cannot take this ${name}: ${why}. It is ${signature(listed)}.`;
  const started = startsApp(listed) ? appOf(part.args, part.do, scene) : {};
  if (typeof started === 'string') return wrong('app', started);
  const args: Record<string, Intent['args'][string]> = { ...started };
  for (const [name, given] of Object.entries(part.args)) {
    if (startsApp(listed) && ['app', 'name', 'command', 'windowClass'].includes(name)) continue;
    const schema = shape[name];
    if (given === null) continue;
    if (!schema) return `${part.do} takes no ${name}. It is ${signature(listed)}.`;
    const read = readArgument(schema, given, scene.context, { part: nth, ...(scene.gave ? { gave: scene.gave } : {}) });
    if ('wrong' in read) return wrong(name, read.wrong);
    args[name] = read.value;
  }
  for (const [name, schema] of Object.entries(shape))
    if (!(name in args) && !schema.safeParse(undefined).success) return wrong(name, 'it is missing');
  return args;
};

const overlaps = (a: Pick<Chip, 'start' | 'end'>, b: Pick<Chip, 'start' | 'end'>): boolean =>
  a.start < b.end && b.start < a.end;

const chipsOf = (intents: readonly Intent[], constraints: readonly Constraint[], scene: Scene): readonly Chip[] => {
  const chips: Chip[] = constraints.map(({ start, end, say }) => ({ kind: 'constraint', start, end, say }));
  for (const { skill, start, end } of intents) {
    const chip: Chip = { kind: 'verb', start, end, say: listedAs(skill, scene)?.summary ?? skill };
    if (!chips.some((other) => overlaps(other, chip))) chips.push(chip);
  }
  return chips.toSorted((a, b) => a.start - b.start);
};

/** Reads a proposal's parts and limits. Pure: whether they hold in the world is the planner's to say. */
export const readProposal = (proposal: Proposal, scene: Scene): ReadProposal => {
  const { goal, context } = scene;
  if (proposal.parts.length === 0) return { wrong: 'The plan has no parts.' };
  const kept = scene.constraints ? { constraints: scene.constraints } : keptTo(goal, proposal, context);
  if (!('constraints' in kept)) return kept;
  const intents: Intent[] = [];
  for (const [i, part] of proposal.parts.entries()) {
    const place = locate(goal, part.words);
    if (!place) return { wrong: `Part ${i + 1} answers the words “${part.words}”, which the goal does not have.` };
    const read = readPart(part, i + 1, place, scene);
    if ('question' in read) return read;
    if ('wrong' in read) return { wrong: `Part ${i + 1}: ${read.wrong}`, ...(read.args ? { part: i } : {}) };
    intents.push(...read.intents);
  }
  return { intents, constraints: kept.constraints, chips: chipsOf(intents, kept.constraints, scene) };
};
