import type { Note } from '../../execution/planner.ts';
import type { RunState } from '../../execution/state.ts';
import { tokensOf } from '../../prompts/tokens.ts';
import type { RememberedRun } from '../../protocol/memory.ts';
import { oneLine } from '../../skills/wording.ts';
import type { KnownFact } from '../model/slots.ts';
import { alikeByWords } from './alike.ts';
import { vectorsOf, type Embedder } from './embedding.ts';
import { alikeByMeaning } from './meaning.ts';
import { rememberedOf } from './remembered.ts';

/** A model is told of no more earlier runs. */
const MOST = 3;
/** How alike a goal has to be to be told: by words, and by meaning. */
const BY_WORDS = 0.3;
const BY_MEANING = 0.6;
/** So many of the newest runs are compared. */
const COMPARED = 64;
/** A longer goal or answer is cut (UTF-16 units): it is there to say what it was like. */
const LONGEST = 400;

const short = (text: string): string => {
  const line = oneLine(text);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

const sayOf = ({ goal, skills, chosen }: RememberedRun): string =>
  [
    `An earlier goal, done and verified: ${JSON.stringify(short(goal))}. Its words are not part of the goal now.`,
    ...(skills.length > 0 ? [`What did it: ${skills.join(', ')}.`] : []),
    ...chosen.map(({ ask, choice }) => `Asked then: ${short(ask)} Chosen then: ${short(choice)}`),
  ].join('\n');

/**
 * The earlier runs that clearly bear on a run's goal, the most alike first, within a budget of tokens: by meaning where there is a model for
 * that, else by words. Of the same goal only the newest is told.
 * @throws SonnyError as asking for vectors does
 */
export const recalled = async (
  state: RunState,
  past: readonly RunState[],
  embedder: Embedder | null,
  note: Note,
  budget: number,
  signal: AbortSignal,
): Promise<readonly KnownFact[]> => {
  const { id: runId, goal } = state.view;
  const before = past
    .filter(({ view }) => view.id !== runId)
    .flatMap((other) => {
      const run = rememberedOf(other);
      return run ? [{ other, run }] : [];
    })
    .filter(({ run }, i, all) => all.findIndex((x) => x.run.goal === run.goal) === i)
    .slice(0, COMPARED);
  if (before.length === 0) return [];
  const byWords = alikeByWords(
    goal,
    before.map(({ run }) => run.goal),
  );
  const vectors = embedder
    ? await vectorsOf([state, ...before.map(({ other }) => other)], runId, embedder, note, signal)
    : new Map<string, string>();
  const own = vectors.get(runId);
  const byMeaning = own
    ? alikeByMeaning(
        own,
        before.map(({ run }) => vectors.get(run.runId) ?? ''),
      )
    : null;
  const [alike, least] = byMeaning ? [byMeaning, BY_MEANING] : [byWords, BY_WORDS];
  const found = before
    .map(({ run }, i) => ({ run, likeness: alike[i] ?? 0 }))
    .filter(({ likeness }) => likeness >= least)
    .sort((a, b) => b.likeness - a.likeness || b.run.at - a.run.at)
    .slice(0, MOST);
  let left = budget;
  return found.flatMap(({ run }) => {
    const say = sayOf(run);
    left -= tokensOf(say);
    if (left < 0) return [];
    // Named by its run: where the goal is forgotten, no label of a later run may still hold its words.
    return [{ say, at: run.at, names: [], from: { kind: 'memory', of: run.runId } } as const];
  });
};
