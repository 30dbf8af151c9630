import { z } from 'zod';
import type { RunState } from '../../execution/state.ts';
import { interpret } from '../../prompts/asks/interpret.ts';
import { catalogueText } from '../../prompts/catalogue.ts';
import { Proposal } from '../../prompts/proposal.ts';
import { render } from '../../prompts/render.ts';
import { tokensOf } from '../../prompts/tokens.ts';
import type { Redactor } from '../../ports/redactor.ts';
import type { Json } from '../../protocol/json.ts';
import type { TrainingFile } from '../../protocol/tuning.ts';
import { SKILLS } from '../../skills/catalogue.ts';
import { TASKS } from '../../skills/tasks.ts';
import { PERSON, SONNY } from '../../symbolic/labels/source.ts';
import { chosenIn } from './slots.ts';

const hash = (): string => '';

/** What a model was asked and should answer. What was on the screen or in files is no part of it. */
const exampleOf = (state: RunState, proposal: Json): Json => {
  const answers = chosenIn(state).map(({ ask, answer }) => ({
    from: PERSON,
    text: `Asked: ${ask}\nAnswered: ${answer}`,
  }));
  const slots = {
    goal: { from: PERSON, text: state.view.goal },
    ...(answers.length > 0 ? { answers } : {}),
    skills: [{ from: SONNY, text: catalogueText([...SKILLS.values(), ...TASKS.values()]) }],
    applications: { from: SONNY, text: 'The home folder is ~.' },
  };
  const asked = render(interpret, slots, hash).request.messages.map(({ role, text }) => ({ role, content: text }));
  return { messages: [...asked, { role: 'assistant', content: JSON.stringify(proposal) }] };
};

const Example = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string().min(1) })) });

/** As servers take it: who speaks in which order, and an answer that is one. */
const isValid = (example: Json): boolean => {
  const parsed = Example.safeParse(example);
  if (!parsed.success) return false;
  const { messages } = parsed.data;
  if (messages.map(({ role }) => role).join(' ') !== 'system user assistant') return false;
  try {
    return Proposal.safeParse(JSON.parse(messages[2]?.content ?? '')).success;
  } catch {
    return false;
  }
};

/**
 * Examples from the runs that a model planned, that a person said yes to, and that were verified to their end,
 * with secrets hidden.
 */
export const trainingFile = (states: readonly RunState[], redactor: Pick<Redactor, 'value'>): TrainingFile => {
  const left = { unfinished: 0, unapproved: 0, repeated: 0, invalid: 0 };
  const lines = new Set<string>();
  for (const state of states) {
    const last = state.proposals.at(-1);
    if (last?.verdict !== 'holds') continue;
    if (state.view.status !== 'done') left.unfinished++;
    else if (state.usage.covered.size === 0) left.unapproved++;
    else {
      const example = redactor.value(exampleOf(state, last.proposal));
      const line = JSON.stringify(example);
      if (!isValid(example)) left.invalid++;
      else if (lines.has(line)) left.repeated++;
      else lines.add(line);
    }
  }
  return { lines: [...lines], tokens: [...lines].reduce((sum, line) => sum + tokensOf(line), 0), left };
};
