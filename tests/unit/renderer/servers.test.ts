import { expect, test } from 'vitest';
import { argvOf } from '../../../renderer/words/servers.ts';

test.each([
  ['npx -y server /home/a', ['npx', '-y', 'server', '/home/a']],
  ['  a   b  ', ['a', 'b']],
  [`run "with space" 'and "this"' ""`, ['run', 'with space', 'and "this"', '']],
  [String.raw`x "a \"b\" \\c"`, ['x', 'a "b" \\c']],
  ['a $(rm -rf ~) ; b', ['a', '$(rm', '-rf', '~)', ';', 'b']],
  ['', []],
])('the words of %j', (line, argv) => {
  expect(argvOf(line)).toEqual(argv);
});

test.each(['a "b', `a 'b c`, 'a b"c'])('%j does not end', (line) => {
  expect(argvOf(line)).toBeNull();
});
