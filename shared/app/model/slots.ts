import type { Note } from '../../execution/planner.ts';
import { observeWith } from '../../execution/act/verify.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { readWindows } from '../../planning/world.ts';
import { catalogueText, signature } from '../../prompts/catalogue.ts';
import type { DataInput } from '../../prompts/data.ts';
import { Proposal } from '../../prompts/proposal.ts';
import { relevantTo, type Known } from '../../prompts/relevant.ts';
import { OWN_WORDS } from '../../protocol/run.ts';
import { SKILLS } from '../../skills/catalogue.ts';
import { REST } from '../../skills/rest.ts';
import { TASKS } from '../../skills/tasks.ts';
import { PERSON, SONNY, type Source } from '../../symbolic/labels/source.ts';
import type { PlanningPorts } from '../ports.ts';

/** How many tokens of what is known go with a goal: a part of what there is room for, and never more than bears reading. */
const KNOWN_SHARE = 0.15;
const MOST_KNOWN = 2000;
/** How long the open windows are looked for, in milliseconds. */
const GLANCE = 3000;

/** What is known, with how it came in. */
export interface KnownFact extends Known {
  readonly from: Source;
}

/** A question that a model asked, and what the person chose. */
export interface Chosen {
  readonly ask: string;
  readonly answer: string;
}

/** A model's question to the person is told by its place among what was proposed. */
export const subjectOf = (place: number): string => `model:${place}`;

/** What the person answered to a model's questions, and what they said in their own words wherever they were asked. */
export const chosenIn = ({
  proposals,
  answers,
  choices,
}: Pick<RunState, 'proposals' | 'answers' | 'choices'>): readonly Chosen[] => [
  ...proposals.flatMap(({ proposal }, place) => {
    const parsed = Proposal.safeParse(proposal);
    const answer = answers[subjectOf(place)];
    if (!parsed.success || answer === undefined || answer === OWN_WORDS) return [];
    const label = parsed.data.candidates[Number(answer)];
    return label === undefined ? [] : [{ ask: parsed.data.ask, answer: label }];
  }),
  ...choices.flatMap(({ ask, candidate: { id, label } }) => (id === OWN_WORDS ? [{ ask, answer: label }] : [])),
];

const openWindows = async (ports: PlanningPorts, signal: AbortSignal): Promise<readonly KnownFact[]> => {
  const now = ports.clock.now();
  const progress = { signal, deadline: now + GLANCE, log: () => {} };
  const seen = await observeWith(ports.observers, { kind: 'windows' }, progress);
  return readWindows(seen, (w) => ports.isOwnWindow(w)).map(({ app, title }) => ({
    say: `A window of ${app} is open: ${JSON.stringify(title)}.`,
    at: now,
    names: [title, app],
    from: { kind: 'screen', of: '' },
  }));
};

/** Tools of others, by what they say of themselves: only those that seem to bear on the goal. */
const plugged = (ports: PlanningPorts, at: number): readonly KnownFact[] =>
  [...ports.skills.values()]
    .filter(({ name, unlisted }) => !SKILLS.has(name) && !unlisted && name !== REST)
    .map((skill) => ({
      say: skill.said ? `${signature(skill)}. ${skill.said.by} says: ${skill.said.text}` : signature(skill),
      at,
      names: [],
      from: { kind: 'maker', of: skill.said?.by ?? skill.name.split('.')[0] ?? skill.name },
    }));

/** One slot for each source, in the order in which they come. */
const bySource = (facts: readonly KnownFact[]): DataInput[] => {
  const slots = new Map<string, { from: Source; lines: string[] }>();
  for (const { say, from } of facts) {
    const key = `${from.kind} ${from.of}`;
    const slot = slots.get(key) ?? { from, lines: [] };
    slot.lines.push(say);
    slots.set(key, slot);
  }
  return [...slots.values()].map(({ from, lines }) => ({ from, text: lines.join('\n') }));
};

/** What every prompt about a goal is given. */
export interface GoalSlots {
  readonly goal: DataInput;
  readonly answers?: DataInput[];
  readonly skills: DataInput[];
  readonly applications: DataInput;
  readonly known?: DataInput[];
}

/** What is known and remembered, for prompts. */
export interface Remembering {
  readonly note: Note;
  readonly facts: () => Promise<readonly KnownFact[]>;
  /** Earlier runs that bear on the goal, within a budget of tokens. */
  readonly recall?: (state: RunState, budget: number, note: Note, signal: AbortSignal) => Promise<readonly KnownFact[]>;
}

/** The goal with what bears on it: never everything that is known. `room` is what the prompt may take, in tokens. */
export const slotsFor = async (
  state: RunState,
  context: GoalContext,
  { facts, recall, note }: Remembering,
  ports: PlanningPorts,
  room: number,
  signal: AbortSignal,
): Promise<GoalSlots> => {
  const { goal } = state.view;
  const now = ports.clock.now();
  const budget = Math.min(MOST_KNOWN, Math.floor(room * KNOWN_SHARE));
  const chosen = chosenIn(state);
  const about = [goal, ...chosen.map(({ answer }) => answer)].join('\n');
  const relevant = (all: readonly KnownFact[]): DataInput[] => bySource(relevantTo(about, all, now, budget));
  const earlier = (await recall?.(state, Math.floor(budget / 2), note, signal)) ?? [];
  const known = [
    ...relevant(await facts()),
    ...relevant(await openWindows(ports, signal)),
    ...earlier.map(({ from, say }): DataInput => ({ from, text: say })),
  ];
  const rest = ports.skills.get(REST);
  const own: DataInput = {
    from: SONNY,
    text: catalogueText([...SKILLS.values(), ...TASKS.values(), ...(rest ? [rest] : [])]),
    cut: 'never',
  };
  const answers = chosen.map(({ ask, answer }): DataInput => ({
    from: PERSON,
    text: `Asked: ${ask}\nAnswered: ${answer}`,
    cut: 'never',
  }));
  return {
    goal: { from: PERSON, text: goal, cut: 'never' },
    ...(answers.length > 0 ? { answers } : {}),
    skills: [own, ...relevant(plugged(ports, now))],
    applications: {
      from: SONNY,
      text: [
        'The home folder is ~.',
        ...context.apps.map(
          ({ id, name, generic }) => `${id}: ${name}${generic.length > 0 ? `, ${generic.join(', ')}` : ''}`,
        ),
      ].join('\n'),
    },
    ...(known.length > 0 ? { known } : {}),
  };
};

/** Everything that a model is given with a goal. */
export const dataIn = ({ goal, answers = [], skills, applications, known = [] }: GoalSlots): readonly DataInput[] => [
  goal,
  ...answers,
  ...skills,
  applications,
  ...known,
];
