import { describe, expect, test } from 'vitest';
import { readGoal } from '../../../shared/goals/read.ts';
import { machine } from './machine.ts';

describe('a verb with one slip', () => {
  test.each([
    ['opne Mousepad', 'open Mousepad'],
    ['please fnd all PDFs in ~/Documents', 'please find all PDFs in ~/Documents'],
    ['crate a folder ~/X', 'create a folder ~/X'],
    ['delte ~/old.txt', 'delete ~/old.txt'],
    ['moev ~/a.txt to ~/Old', 'move ~/a.txt to ~/Old'],
    ['2+2', 'calculate 2+2'],
  ])('%s is offered as %s, and never done', (goal, meant) => {
    const reading = readGoal(goal, machine);
    expect(reading).toMatchObject({ kind: 'not-understood', suggestions: [meant] });
    expect(reading.kind === 'not-understood' && reading.trouble).toContain(`Did you mean “${meant}”?`);
  });

  test.each(['qwertz', 'dance', 'opne the window', 'oepn'])('%s is near to no verb, or to no goal', (goal) => {
    const reading = readGoal(goal, machine);
    expect(reading.kind === 'not-understood' && reading.trouble).not.toContain('Did you mean');
  });
});
