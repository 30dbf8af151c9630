import { withVariables } from './wording.ts';
import type { RuleView } from '../../shared/protocol/knowledge.ts';
import type { Consequences, Otherwise, StepThen } from '../../shared/protocol/otherwise.ts';

const part = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [title, ...lines]);

const consequences = (title: string, mark: string, { some, total }: Consequences): string[] =>
  part(title, [
    ...some.flatMap(({ say, why }) => [`  ${mark} ${say}`, `      ${why.answer}`]),
    ...(total > some.length ? [`  and ${(total - some.length).toLocaleString('en')} more`] : []),
  ]);

const steps = (title: string, mark: string, all: readonly StepThen[]): string[] =>
  part(
    title,
    all.flatMap(({ title: step, goal, say }) => [`  ${mark} ${step} (of “${goal}”)`, `      ${say}`]),
  );

/** What would be otherwise. It says first that nothing is. */
export function otherwiseLines({ supposed, begins, ceases, proofs, breaks, mends, checked }: Otherwise): string[] {
  const changes = [
    ...consequences('This would follow:', '+', begins),
    ...consequences('This would no longer follow:', '-', ceases),
    ...consequences('This would still hold, for another reason:', '~', proofs),
    ...steps('These steps would no longer hold:', '×', breaks),
    ...steps('These steps, which do not hold now, would hold again:', '✓', mends),
  ];
  return [
    ...part(
      'Only supposed:',
      supposed.map((say) => `  ? ${say}`),
    ),
    ...(changes.length === 0 ? ['Nothing else would change.'] : changes),
    checked ? '✓ checked by a program of its own' : '≈ not checked',
    'Nothing was changed.',
  ];
}

/** What each rule says, and how much it gives where it gives something; `raw`: and how it is written. */
export const ruleLines = (rules: readonly RuleView[], raw = false): string[] =>
  rules.flatMap(({ say, holds, today, text }) => [
    withVariables(say),
    ...(holds + today > 0 ? [`    ${holds} hold${holds === 1 ? 's' : ''} now, ${today} came today`] : []),
    ...(raw ? text.split('\n').map((line) => `    ${line}`) : []),
  ]);
