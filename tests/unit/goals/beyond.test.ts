import { describe, expect, test } from 'vitest';
import { readGoal } from '../../../shared/goals/read.ts';
import { machine } from './machine.ts';

const refused = (goal: string): { trouble: string; suggestions: readonly string[] } => {
  const reading = readGoal(goal, machine);
  if (reading.kind !== 'not-understood') throw new Error(`“${goal}” was ${reading.kind}.`);
  return reading;
};

describe('what no skill does is said to be that, with what comes near', () => {
  test.each([
    ['email bob', 'e-mail'],
    ['send a mail to anna@example.org saying "hi"', 'e-mail'],
    ['create the folder ~/A and then e-mail it to Bob', 'e-mail'],
    ['tweet hello', 'messages'],
    ['remind me to call mum at 5', 'calendar'],
    ['play some music', 'music'],
    ['order a pizza', 'buys'],
    ['turn up the volume', 'settings'],
    ['what is the capital of France', 'question'],
    ['google cats', 'search engine'],
    ['search the web for cats', 'search engine'],
    ['convert ~/a.png to jpg', 'what kind'],
    ['print ~/a.txt', 'prints'],
    ['turn off the computer', 'settings'],
    ['what can you do', 'files and folders'],
    ['help', 'files and folders'],
  ])('%s', (goal, say) => {
    const { trouble, suggestions } = refused(goal);
    expect(trouble).toContain(say);
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) expect(readGoal(suggestion, machine).kind, suggestion).toBe('understood');
  });

  test('“email bob” comes near to writing it, and to a mail program where there is one', () => {
    expect(refused('email bob').suggestions.join('\n')).toContain('save it as ~/Documents/letter.txt');
    const mail = { ...machine.apps[0]!, id: 'mail', name: 'Mail', generic: ['mail client'] };
    const reading = readGoal('email bob', { ...machine, apps: [...machine.apps, mail] });
    expect(reading).toMatchObject({ suggestions: expect.arrayContaining(['open the mail client']) });
  });

  test('but not by words that are quoted, or of a part that was understood', () => {
    expect(refused('engrave "email bob" in stone').trouble).toContain('I don’t understand');
    expect(refused('open the file ~/mail.txt and dance').trouble).toContain('“dance”');
  });
});
