import { observeWith } from '../../execution/verify.ts';
import type { RunState } from '../../execution/state.ts';
import type { GoalContext } from '../../goals/intent.ts';
import { readWindows } from '../../planning/world.ts';
import { catalogueText } from '../../prompts/catalogue.ts';
import type { DataInput } from '../../prompts/data.ts';
import { Proposal } from '../../prompts/proposal.ts';
import { relevantTo, type Known } from '../../prompts/relevant.ts';
import { TASKS } from '../../skills/tasks.ts';
import type { PlanningPorts } from '../ports.ts';

/** How many tokens of what is known go with a goal: a part of what there is room for, and never more than bears reading. */
const KNOWN_SHARE = 0.15;
const MOST_KNOWN = 2000;
/** How long the open windows are looked for, in milliseconds. */
const GLANCE = 3000;

/** A question that a model asked, and what the person chose. */
export interface Chosen {
  readonly ask: string;
  readonly answer: string;
}

/** A model's question to the person is told by its place among what was proposed. */
export const subjectOf = (place: number): string => `model:${place}`;

/** What the person answered to a model's questions. */
export const chosenIn = ({ proposals, answers }: Pick<RunState, 'proposals' | 'answers'>): readonly Chosen[] =>
  proposals.flatMap(({ proposal }, place) => {
    const parsed = Proposal.safeParse(proposal);
    const answer = answers[subjectOf(place)];
    if (!parsed.success || answer === undefined) return [];
    const label = parsed.data.candidates[Number(answer)];
    return label === undefined ? [] : [{ ask: parsed.data.ask, answer: label }];
  });

const openWindows = async (ports: PlanningPorts, signal: AbortSignal): Promise<readonly Known[]> => {
  const now = ports.clock.now();
  const progress = { signal, deadline: now + GLANCE, log: () => {} };
  const seen = await observeWith(ports.observers, { kind: 'windows' }, progress);
  return readWindows(seen, (w) => ports.isOwnWindow(w)).map(({ app, title }) => ({
    say: `A window of ${app} is open: ${JSON.stringify(title)}.`,
    at: now,
    names: [title, app],
  }));
};

const lines = (known: readonly Known[]): string => known.map(({ say }) => say).join('\n');

/** What every prompt about a goal is given. */
export interface GoalSlots {
  readonly goal: DataInput;
  readonly answers?: DataInput[];
  readonly skills: DataInput;
  readonly applications: DataInput;
  readonly known?: DataInput[];
}

/** The goal with what bears on it: never everything that is known. `room` is what the prompt may take, in tokens. */
export const slotsFor = async (
  state: Pick<RunState, 'view' | 'proposals' | 'answers'>,
  context: GoalContext,
  facts: () => Promise<readonly Known[]>,
  ports: PlanningPorts,
  room: number,
  signal: AbortSignal,
): Promise<GoalSlots> => {
  const { goal } = state.view;
  const now = ports.clock.now();
  const budget = Math.min(MOST_KNOWN, Math.floor(room * KNOWN_SHARE));
  const told = relevantTo(goal, await facts(), now, budget);
  const windows = relevantTo(goal, await openWindows(ports, signal), now, budget);
  const answers = chosenIn(state).map(
    ({ ask, answer }): DataInput => ({ from: 'the person’s answers', text: `${ask}\n${answer}`, cut: 'never' }),
  );
  const known: DataInput[] = [
    ...(told.length > 0 ? [{ from: 'what Sonny knows', text: lines(told) }] : []),
    ...(windows.length > 0 ? [{ from: 'the screen', text: lines(windows) }] : []),
  ];
  return {
    goal: { from: 'the person’s goal', text: goal, cut: 'never' },
    ...(answers.length > 0 ? { answers } : {}),
    skills: { from: 'Sonny', text: catalogueText([...ports.skills.values(), ...TASKS.values()]), cut: 'never' },
    applications: {
      from: 'Sonny',
      text: [
        `The home folder is ${context.home}.`,
        ...context.apps.map(({ id, name, generic }) => `${id}: ${name}${generic.length > 0 ? `, ${generic.join(', ')}` : ''}`),
      ].join('\n'),
    },
    ...(known.length > 0 ? { known } : {}),
  };
};
