import type { Explanation, PlanMark } from '../../shared/protocol/knowledge.ts';
import type { RunView } from '../../shared/protocol/run.ts';

/** The steps that save something would not work without the folder they save into. */
export const planMarks = (run: RunView, ended: ReadonlySet<string>): PlanMark[] =>
  ended.has('can-save')
    ? run.steps
        .filter(({ title }) => title.startsWith('Save'))
        .map(({ id }) => ({ stepId: id, say: 'nothing can be saved into ~/Documents any more.', fact: 'can-save' }))
    : [];

export const stepWhy = (stepId: string): Explanation => ({
  question: `Why is step ${stepId} in the plan?`,
  answer: 'It brings about what the next step needs, and nothing safer does.',
  lines: [
    { depth: 0, say: 'You want the text to be in ~/Documents/shopping.txt.', kind: 'person' },
    { depth: 1, say: 'Saving needs a window that holds the text.', kind: 'rule' },
    { depth: 2, say: 'a document can be saved into ~/Documents', kind: 'claim', node: 'can-save' },
    { depth: 3, say: '~/Documents is a folder', kind: 'observation', node: 'documents' },
    { depth: 3, say: '~/Documents can be written to', kind: 'observation', node: 'writable' },
    { depth: 1, say: 'You never want a file to be replaced without a question.', kind: 'constraint' },
  ],
  changes: ['Without a file name it would stop after writing.'],
  checked: true,
});

export const runWhy = (): Explanation => ({
  question: 'Why was nothing started?',
  answer: 'The folder that step 3 needs is not there, and no step before it makes one.',
  lines: [
    { depth: 0, say: 'Step 3 saves into ~/Documents.', kind: 'step' },
    { depth: 1, say: 'That needs a folder at ~/Documents.', kind: 'rule' },
    { depth: 2, say: 'there is nothing at ~/Documents', kind: 'missing' },
    { depth: 1, say: 'Making folders nobody named is not allowed.', kind: 'policy' },
  ],
  changes: ['Create ~/Documents first.', 'Name another folder.'],
  checked: true,
});
