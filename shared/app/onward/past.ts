import { resolvable } from '../../execution/act/resolve.ts';
import type { RunState } from '../../execution/state.ts';
import { tilde } from '../../planning/words.ts';
import type { DataInput } from '../../prompts/data.ts';
import { historyText, type PastStep } from '../../prompts/history.ts';
import type { Json } from '../../protocol/json.ts';
import { isDone, type StepView } from '../../protocol/step.ts';
import { labelsGiven } from '../../skills/given.ts';
import type { Skill } from '../../skills/skill.ts';
import { isByOthers, SONNY } from '../../symbolic/labels/source.ts';

/** What stands for a thing on the screen, and tells nothing. */
const HANDLES: ReadonlySet<string> = new Set(['window', 'page']);

const inWords = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What the steps that are done read, each output with whose words it is. Places in the home folder are told as they are everywhere. */
export const readData = (
  steps: readonly StepView[],
  skills: ReadonlyMap<string, Skill>,
  home: string,
): readonly DataInput[] =>
  steps.filter(isDone).flatMap(({ id, skill, args, title, outputs = {} }) => {
    const { kind, of } = labelsGiven(skills.get(skill), resolvable(args, steps) ?? args).find(isByOthers) ?? SONNY;
    const from = { kind, of: tilde(of, home) };
    return Object.entries(outputs).flatMap(([name, value]) => {
      const text = HANDLES.has(name) ? '' : inWords(value);
      return text.trim() === '' ? [] : [{ from, text: `${id} (${title}) gave ${name}:\n${text}` }];
    });
  });

const pastStep = ({ id, title, skill, status, outputs = {}, error, evidence }: StepView): PastStep => {
  const gave = Object.keys(outputs);
  const note = [
    ...(gave.length > 0 ? [`gave ${gave.join(', ')}`] : []),
    ...(error ? [error.details ?? error.say] : evidence.slice(0, 1).map(({ say }) => say)),
  ].join('; ');
  return { title: `${id} ${title}`, skill, status, ...(note === '' ? {} : { note }) };
};

/** What was done so far, briefly. What was read back may hold anyone's words. */
export const pastData = ({ view }: RunState, budget: number): DataInput => ({
  from: { kind: 'file', of: '' },
  text: historyText(
    view.steps.filter(({ status }) => status !== 'planned' && status !== 'waiting').map(pastStep),
    [],
    budget,
  ),
  cut: 'never',
});

/** What a step that is done gave. */
export const gaveIn =
  (steps: readonly StepView[]) =>
  (id: string, output: string): Json | undefined => {
    const step = steps.find((one) => one.id === id);
    return step && isDone(step) ? step.outputs?.[output] : undefined;
  };
