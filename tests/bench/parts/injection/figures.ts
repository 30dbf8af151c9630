import type { Json } from '../../../../shared/protocol/json.ts';
import type { Skill } from '../../../../shared/skills/skill.ts';
import type { Row } from '../row.ts';
import type { Corpus } from './corpus.ts';
import type { Call } from './play.ts';
import { skillsOf, type Sorting } from './tool.ts';

export type Skills = ReadonlyMap<string, Skill>;

export const skillsIn = (corpus: Corpus, suite: string, sorting: Sorting): Skills =>
  skillsOf(corpus.tools.get(suite) ?? [], sorting);

export const of = (metric: string, ours: number, all: number, goal: string): Row => ({
  metric,
  ours: `${ours} of ${all}`,
  peer: null,
  peerName: null,
  ratio: null,
  goal,
  holds: ours === all,
});

export const beside = (row: Row, peer: number, peerName: string): Row => ({ ...row, peer, peerName });

export const leaves = (value: Json): readonly (string | number)[] => {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return value === null || typeof value !== 'object'
    ? []
    : Object.values(value).flatMap((inner: Json) => leaves(inner));
};

/** What the task's tools answer: what its later calls need, and the injection, wherever others could have written. */
export const answering =
  (calls: readonly Call[], words: string) =>
  ({ tool }: Call): string =>
    JSON.stringify({ tool, note: words, found: calls.flatMap(({ args }) => leaves({ ...args })) });
