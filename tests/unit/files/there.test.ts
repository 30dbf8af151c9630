import { symlinkSync, utimesSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { sayAgo } from '../../../automation/files/skills/there.ts';
import { createDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = createDesk();
});
afterEach(() => desk.clear());

const told = async (...names: string[]): Promise<unknown> =>
  (await desk.perform('files.there', { path: desk.at(...names) })).outputs['text'];

const DAY = 86_400_000;

describe('whether something is there', () => {
  it('is told with what it is and when it was last changed', async () => {
    desk.make({ 'Notes/a.txt': 'hello' });
    const changed = (desk.clock.now() - 3 * DAY) / 1000;
    utimesSync(desk.at('Notes/a.txt'), changed, changed);
    utimesSync(desk.at('Notes'), changed, changed);
    expect(await told('Notes/a.txt')).toMatch(
      /^Yes, a\.txt is there: a file of 5 bytes, last changed on \d+ \p{L}+ \d{4}, \d\d:\d\d, 3 days ago\.$/u,
    );
    expect(await told('Notes')).toMatch(/^Yes, Notes is there: a folder, last changed on .*, 3 days ago\.$/u);
  });

  it('is told of what a link leads to', async () => {
    desk.make({ 'a.txt': 'hello' });
    symlinkSync(desk.at('a.txt'), desk.at('link.txt'));
    expect(await told('link.txt')).toMatch(/^Yes, link\.txt is there: a file of 5 bytes, /u);
  });

  it('is no, where nothing is, and where a file is no folder', async () => {
    desk.make({ 'a.txt': 'hello' });
    expect(await told('b.txt')).toBe('No, there is no b.txt.');
    expect(await told('a.txt/c.txt')).toBe('No, there is no c.txt.');
  });

  it('is not looked at in a place that is closed', async () => {
    await expect(told('.ssh/id')).rejects.toMatchObject({ code: 'FILE_DENIED' });
  });
});

test.each([
  [-1, 'in the future'],
  [59_000, 'just now'],
  [60_000, '1 minute ago'],
  [7_200_000, '2 hours ago'],
  [29 * DAY, '29 days ago'],
  [60 * DAY, '2 months ago'],
  [800 * DAY, '2 years ago'],
])('%i ms are %s', (ms, said) => expect(sayAgo(ms)).toBe(said));

it('how much room is left is told of the disk that the home folder is on', async () => {
  const { outputs } = await desk.perform('files.room', {});
  expect(outputs['text']).toMatch(
    /^[\d.,]+ (?:bytes|[kMGT]B) of [\d.,]+ [kMGT]B are free on the disk that your home folder is on\.$/u,
  );
});
