import { describe, expect, test } from 'vitest';
import type { Intent } from '../../../shared/goals/intent.ts';
import { previewGoal } from '../../../shared/goals/preview.ts';
import { readGoal } from '../../../shared/goals/read.ts';
import { machine } from './machine.ts';

const asked = (goal: string): unknown => {
  const reading = readGoal(goal, machine);
  expect(reading, goal).toMatchObject({ kind: 'understood' });
  return reading.kind === 'understood' ? reading.intents.map(({ skill, args }: Intent) => [skill, args]) : null;
};

describe('slips of the pen', () => {
  test.each([
    ['mvoe all pdfs from downlods to documnts', 'move all pdfs from downloads to documents', 3],
    ['opne Mousepad', 'open Mousepad', 1],
    ['please fnd all PDFs in ~/Documents', 'please find all PDFs in ~/Documents', 1],
    ['crate a folder ~/X', 'create a folder ~/X', 1],
    ['moev ~/a.txt to ~/Old', 'move ~/a.txt to ~/Old', 1],
    ['copy all pdfs form downloads to ~/b', 'copy all pdfs from downloads to ~/b', 1],
    [
      'find all pictrues in downloads adn tehn open Mousepad',
      'find all pictures in downloads and then open Mousepad',
      3,
    ],
    ['hwo big is downloads', 'how big is downloads', 1],
    ['wiat 10 minuts', 'wait 10 minutes', 2],
    ['minimse Mousepad', 'minimise Mousepad', 1],
    // Two that are side by side, of which neither alone leads any further.
    ['move the newst pdf in dowloads to documents', 'move the newest pdf in downloads to documents', 2],
    ['mvoe the newst pdf in dowloads to documents', 'move the newest pdf in downloads to documents', 3],
    ['find all pdfs newr than 3 days in downloads', 'find all pdfs newer than 3 days in downloads', 1],
  ])('%s is read as %s, and says so', (goal, meant, slips) => {
    const reading = readGoal(goal, machine);
    expect(asked(goal)).toEqual(asked(meant));
    expect(reading.readAs?.text).toBe(meant);
    expect(reading.readAs?.words).toHaveLength(slips);
    expect(previewGoal(goal, machine).trouble).toBe(`Read as “${meant}”.`);
    // The chips and the parts are those of what was written.
    const last = reading.kind === 'understood' ? reading.intents.at(-1) : undefined;
    expect(last?.end).toBe(goal.length);
  });

  test('names and texts are never mended', () => {
    expect(asked('mvoe ~/reprot.pdf to ~/docments')).toEqual(asked('move ~/reprot.pdf to ~/docments'));
    expect(asked('make a noet buy mlik')).toEqual(asked('make a note buy mlik'));
    expect(asked('wrte "teh end" in Mousepad')).toEqual(asked('write "teh end" in Mousepad'));
    for (const goal of ['zip ~/a as flie', 'opne docments.txt', 'rename ~/a.txt to delte'])
      expect(JSON.stringify(readGoal(goal, machine))).not.toMatch(
        /"\/home\/ada\/(?:[^"]*\/)?(?:file|documents\.txt|delete)(?:\.txt|\.zip)?"/u,
      );
  });

  test.each([
    ['delte ~/old.txt', ['delete ~/old.txt']],
    ['bind all pdfs in ~/a', ['bin all pdfs in ~/a', 'find all pdfs in ~/a']],
    ['vote for Smith', ['note for Smith']],
  ])('%s is offered as %s, and never done', (goal, meant) => {
    const reading = readGoal(goal, machine);
    expect(reading).toMatchObject({ kind: 'not-understood', suggestions: meant });
    expect(reading.kind === 'not-understood' && reading.trouble).toContain(`Did you mean “${meant[0]}”`);
  });

  test.each(['qwertz', 'dance', 'opne the window', 'oepn', 'love all pdfs'])(
    '%s is near to no verb, or to no goal',
    (goal) => {
      const reading = readGoal(goal, machine);
      expect(reading.kind === 'not-understood' && reading.trouble).not.toContain('Did you mean');
    },
  );
});
