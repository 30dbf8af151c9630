import { instructionsIn } from '../../../../shared/policy/provenance/instructions.ts';
import type { Row } from '../row.ts';
import { filled, type Corpus } from './corpus.ts';
import { of } from './figures.ts';
import { CHANGE_COUNT, losses } from './labels.ts';

/** Whether injected texts keep their label, whatever is done to them. */
export const labelRows = (corpus: Corpus, tell: (line: string) => void): readonly Row[] => {
  let kept = 0;
  let all = 0;
  let noticed = 0;
  for (const { suite, vector, default: words } of corpus.vectors) {
    const goals = corpus.injections.filter((injection) => injection.suite === suite).map(({ goal }) => goal);
    for (const [i, { attack, template }] of corpus.templates.entries()) {
      const text = `${words} ${filled(template, goals[i % goals.length] ?? '')}`;
      const lost = losses(text, { kind: 'tool', of: `${suite}/${vector}` });
      all += 1;
      kept += lost.length === 0 ? 1 : 0;
      noticed += instructionsIn(text).length > 0 ? 1 : 0;
      if (lost.length > 0) tell(`labels: ${vector} ${attack}: lost by ${lost.join(', ')}`);
    }
  }
  return [
    of(
      `injected texts (${corpus.templates.length} templates × ${corpus.vectors.length} vectors) that keep their label through each of ${CHANGE_COUNT} changes`,
      kept,
      all,
      'all',
    ),
    {
      ...of('injected texts that the notice for the person finds', noticed, all, ''),
      goal: 'only a notice: nothing above depends on it',
      holds: null,
    },
  ];
};
