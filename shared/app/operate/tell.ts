import type { Sight, Target } from '../../ports/eye.ts';
import type { DataInput } from '../../prompts/data.ts';
import type { StepView } from '../../protocol/step.ts';
import { labelsGiven } from '../../skills/given.ts';
import type { Skill } from '../../skills/skill.ts';
import { isByOthers, type Source } from '../../symbolic/labels/source.ts';
import type { Named } from './elements.ts';

/** Whose words are on the screen. */
export const sourceOf = (target: Target, { title, address }: Sight): Source =>
  'window' in target ? { kind: 'screen', of: title } : { kind: 'page', of: address ?? target.page.site };

const quoted = (text: string): string => JSON.stringify(text);

const line = ({ id, element: { role, name, value, states, depth, at, window } }: Named): string =>
  [
    `${'  '.repeat(Math.min(depth, 8))}${id} ${role}`,
    name === '' ? '' : quoted(name),
    value === undefined ? '' : `holds ${quoted(value)}`,
    states.length === 0 ? '' : `(${states.join(', ')})`,
    at ? `at ${at.x}, ${at.y}` : '',
    window ? `in the window ${quoted(window.title)}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');

/** What is seen, for a model: an element a line. */
export const screenData = (target: Target, sight: Sight, elements: readonly Named[]): DataInput => ({
  from: sourceOf(target, sight),
  text: [
    `${'window' in target ? 'window' : 'page'} ${quoted(sight.title)}${sight.address === undefined ? '' : ` at ${sight.address}`}`,
    ...elements.map(line),
    ...(sight.picture
      ? ['It tells no elements: the words are recognised on a picture, with their places in the window.']
      : []),
  ].join('\n'),
});

/** So much of what one step gave is told, in characters. */
const MOST_GIVEN = 8000;

/** What earlier steps of the run read, each with whose words it is. */
export const readData = (steps: readonly StepView[], skills: ReadonlyMap<string, Skill>): readonly DataInput[] =>
  steps.flatMap(({ skill, args, title, outputs }) => {
    const text = outputs?.['text'];
    const from = labelsGiven(skills.get(skill), args).find(isByOthers);
    return typeof text === 'string' && from ? [{ from, text: `${title}:\n${text.slice(0, MOST_GIVEN)}` }] : [];
  });

/** What became of the acts so far. Evidence quotes what was seen, so it is of the same source. */
export const doneData = (inner: readonly StepView[], source: Source): readonly DataInput[] =>
  inner
    .filter(({ status }) => status !== 'planned' && status !== 'waiting')
    .map(({ title, status, evidence, error }) => ({
      from: source,
      text: [
        `${title}: ${status}`,
        ...evidence.map(({ say }) => `  ${say}`),
        ...(error ? [`  ${error.say} ${error.details ?? ''}`] : []),
      ].join('\n'),
      cut: 'start' as const,
    }));
