import { describe, expect, it } from 'vitest';
import { planFor, verdict } from './golden/world.ts';

const PDFS = 'move all PDFs in ~/Downloads to ~/Papers';

describe('a goal that breaks what it is to be held to is refused, and the step and the constraint are named', () => {
  it.each<[goal: string, ...named: string[]]>([
    [
      `${PDFS} without touching ~/Downloads`,
      'Move 3 files to ~/Papers',
      'don’t touch ~/Downloads',
      'it touches ~/Downloads/a.pdf',
    ],
    ['move ~/Private/secret.txt to ~/Papers without touching ~/Private', 'don’t touch ~/Private'],
    [
      'zip the folder ~/Project as ~/p.zip and don’t touch ~/Project/main.txt',
      'don’t touch ~/Project/main.txt',
      'it touches ~/Project',
    ],
    ['read ~/Private/secret.txt and never touch ~/Private', 'Read ~/Private/secret.txt'],
    ['create a file ~/Private/../Private/new.txt with "x", stay out of ~/Private', 'it touches ~/Private/new.txt'],
    [`${PDFS}, only in ~/Downloads`, 'only in ~/Downloads', 'it works on ~/Papers'],
    [`${PDFS}, at most 2 files`, 'at most 2 files', 'that makes 3 files'],
    [`${PDFS} and move ~/Documents/old.txt to ~/Papers, at most 3 files`, 'Move old.txt', 'that makes 4 files'],
    [`${PDFS} but keep the originals`, 'keep the originals', 'it takes away ~/Downloads/a.pdf'],
    ['rename ~/Documents/old.txt to new.txt and keep the originals', 'keep the originals'],
    [
      'move ~/Documents/old.txt to the trash without deleting anything',
      'don’t delete anything',
      'it deletes ~/Documents/old.txt',
    ],
    ['create a file ~/Documents/old.txt with "x" but never overwrite anything', 'it overwrites ~/Documents/old.txt'],
    [
      'open ~/Documents/notes.txt in Mousepad, write "x" in it and save it, never overwrite',
      'don’t overwrite anything',
    ],
    [
      'write "x" in the window "Budget" and save it without changing ~/Documents',
      'only the application knows which file it writes',
    ],
    ['close the window "Budget" without closing any window', 'it closes a window'],
    [
      'click "Send" in the window "Budget" and never e-mail anyone',
      'never e-mail anyone',
      'nobody can say beforehand what it does',
    ],
    ['press Ctrl+Delete in the window "Budget" without deleting anything', 'nobody can say beforehand what it does'],
    [
      `${PDFS} after 18:00`,
      'not before 18:00',
      'it is only 10:00. In the hour before it, “wait until 18:00 and then …” waits for it.',
    ],
    [
      'write "Buy milk" in the text editor and save it as ~/Documents/shopping.txt within 1 second',
      'within 1 s',
      'at the earliest',
    ],
  ])('%s', (goal, ...named) => {
    const { proposal } = planFor(goal);
    expect(proposal).toMatchObject({ kind: 'refused', code: 'CONSTRAINT_VIOLATED' });
    for (const words of named) expect(proposal.kind === 'refused' && proposal.details).toContain(words);
  });
});

describe('a goal that keeps them is planned', () => {
  it.each([
    `${PDFS}, at most 3 files`,
    // The folder that they go to is made first, and is no file.
    'move all PDFs in ~/Downloads to ~/Made/Now, at most 3 files',
    `${PDFS}, only in ~/Downloads and ~/Papers`,
    `${PDFS} before 17:00`,
    `${PDFS} after 9:00`,
    `${PDFS} without deleting anything`,
    // What the goal itself makes is nobody’s yet.
    'create a file ~/new.txt with "a" and create a file ~/new.txt with "b" and move ~/new.txt to the trash, without overwriting anything and without deleting anything',
    'click "Cancel" in the window "Budget" and never e-mail anyone',
    'list the files in ~ without touching ~/Private',
  ])('%s', (goal) => expect(planFor(goal).proposal.kind).toBe('plan'));

  it('what comes after something waits for it, though nothing else would make it wait', () => {
    const made = planFor('create the folder ~/A and create the folder ~/Documents/B after ~/Downloads/x.pdf is there');
    if (made.proposal.kind !== 'plan') throw new Error(JSON.stringify(made.proposal));
    const { steps } = made.proposal.plan;
    expect(steps.map((s) => s.skill)).toEqual(['wait.file', 'files.create-folder', 'files.create-folder']);
    expect(steps.slice(1).map((s) => s.dependsOn)).toEqual([['s1'], ['s1']]);
    const hasty = steps.map((s, i) => (i === 2 ? { ...s, dependsOn: [] } : s));
    const checked = verdict(hasty, made);
    expect(checked).toMatchObject({ holds: false, violation: { kind: 'constraint', stepId: 's3' } });
  });
});
