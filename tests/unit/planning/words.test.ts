import { expect, test } from 'vitest';
import { shorten } from '../../../shared/planning/words.ts';

test.each([
  ['List what is in /home/ann', 'List what is in ~'],
  ['Look into /home/ann and its subfolders.', 'Look into ~ and its subfolders.'],
  ['There is no folder /home/ann.', 'There is no folder ~.'],
  ['Move /home/ann/a.txt to /home/ann/Papers', 'Move ~/a.txt to ~/Papers'],
  ['(/home/ann)', '(~)'],
  ['Open /home/anna, /home/ann-old, /home/ann.bak', 'Open /home/anna, /home/ann-old, /home/ann.bak'],
  ['Open /mnt/home/ann/a.txt', 'Open /mnt/home/ann/a.txt'],
])('“%s” is said as “%s”', (sentence, short) => expect(shorten(sentence, '/home/ann')).toBe(short));

test('what a home folder is called is no pattern', () => {
  expect(shorten('Open /home/a.b/c and /home/axb/c', '/home/a.b')).toBe('Open ~/c and /home/axb/c');
  expect(shorten('Open /a', '')).toBe('Open /a');
});
