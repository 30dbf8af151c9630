import { isDescribed, type Described, type Intent } from '../../goals/intent.ts';
import type { Assess } from '../../planning/propose.ts';
import { assess } from '../../policy/assess.ts';
import { byProgram, type Ground, type Reading } from '../../policy/provenance/ground.ts';
import type { DataInput } from '../../prompts/data.ts';
import type { RunView } from '../../protocol/run.ts';
import { isRef } from '../../protocol/step.ts';
import type { Json } from '../../protocol/json.ts';

/** All that a model was given, as the policy reads it. What is from the person or from Sonny steers nothing that it should not. */
const readingsOf = (data: readonly DataInput[]): readonly Reading[] =>
  data
    .filter(({ from }) => from.kind !== 'person' && from.kind !== 'sonny')
    .map(({ from, text }) => ({ text, labels: [from] }));

/** The same for a run: a goal that another program gave is that program's. */
export const readFor = ({ by, goal }: Pick<RunView, 'by' | 'goal'>, data: readonly DataInput[]): readonly Reading[] => [
  ...(by === undefined ? [] : byProgram(by, goal, '').read),
  ...readingsOf(data),
];

const leavesOf = (value: Json): readonly string[] => {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object' || isRef(value)
    ? []
    : Object.values(value).flatMap((inner: Json) => leavesOf(inner));
};

/** What a model wrote itself into a description. */
const writtenIn = (value: Described): readonly string[] =>
  value.$ === 'joined' ? value.pieces.filter((piece) => typeof piece === 'string') : [];

/**
 * The policy for what a model proposed. What Sonny found itself by looking where the person said is its own, as for the grammar: the command of
 * an application, the files of a folder. What the proposal holds in so many words is the model's choice, and so is all inside a folder
 * that it chose.
 */
export const assessingProposal = (
  ground: Ground,
  intents: readonly Intent[],
  unsaidFolders: readonly string[],
): Assess => {
  const chosen = new Set(
    intents.flatMap(({ args }) =>
      Object.entries(args).flatMap(([name, value]) =>
        name === 'command' || name === 'windowClass' ? [] : isDescribed(value) ? writtenIn(value) : leavesOf(value),
      ),
    ),
  );
  const isChosen = (leaf: string): boolean =>
    chosen.has(leaf) || unsaidFolders.some((folder) => leaf === folder || leaf.startsWith(`${folder}/`));
  return (skill, args, given) => {
    const own = Object.values(args)
      .filter((value) => !leavesOf(value).some(isChosen))
      .map((value) => JSON.stringify(value));
    return assess(skill, args, { ...ground, own: new Set(own) }, given);
  };
};
