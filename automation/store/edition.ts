import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JOURNAL_VERSION } from '../../shared/protocol/events.ts';

/** Everything that decides what rows come to: the modules that `advance` and `kept-state.ts` are made of. A test holds the list to them. */
export const FOLD: readonly string[] = [
  'execution/act/outcome.ts',
  'execution/ask/bound-things.ts',
  'execution/bounds/usage.ts',
  'execution/kept-state.ts',
  'execution/life/acting.ts',
  'execution/life/back.ts',
  'execution/life/frontier.ts',
  'execution/life/grow.ts',
  'execution/life/machine.ts',
  'execution/life/moves.ts',
  'execution/life/other-way.ts',
  'execution/life/paged-list.ts',
  'execution/life/standing.ts',
  'execution/life/transition.ts',
  'execution/life/tried-again.ts',
  'execution/state.ts',
  'execution/view/injections.ts',
  'execution/view/left-undone.ts',
  'execution/view/project.ts',
  'execution/view/sentence.ts',
  'execution/view/status.ts',
  'execution/view/step-after.ts',
  'execution/view/without.ts',
  'planning/forecast.ts',
  'policy/fatigue.ts',
  'protocol/closed.ts',
  'protocol/conflict.ts',
  'protocol/constraint.ts',
  'protocol/errors.ts',
  'protocol/json.ts',
  'protocol/provenance.ts',
  'protocol/quoted.ts',
  'protocol/run.ts',
  'protocol/script.ts',
  'protocol/step-outcome.ts',
  'protocol/step.ts',
  'protocol/time-left.ts',
  'protocol/undo-fate.ts',
];

/** What decides whether rows are taken for those that were kept, and what their texts are: the modules beside this one. */
const STORE: readonly string[] = [
  'bookmark-file.ts',
  'chain.ts',
  'forgotten.ts',
  'journal-file.ts',
  'rows-sum.ts',
  'run-index.ts',
  'shorthand.ts',
];

const stamp = (path: string): string => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs}` : 'none';
};

/**
 * Tells this program from any that makes something else of the same rows: the stamps of its modules, or of the bundle that they are in. null: nobody
 * can tell, so nothing that another program kept is to be believed.
 */
export const editionOf = (base: string | undefined): string | null => {
  try {
    if (!base) return null;
    const own = fileURLToPath(base);
    const store = dirname(own);
    const shared = join(store, '../../shared');
    const modules = [...STORE.map((name) => `${store}/${name}`), ...FOLD.map((name) => `${shared}/${name}`)];
    const stamps = [own, ...modules].map(stamp);
    return hash('sha256', `${JOURNAL_VERSION}\n${stamps.join('\n')}`, 'hex');
  } catch {
    return null;
  }
};
