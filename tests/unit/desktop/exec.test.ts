import { expect, test } from 'vitest';
import { argvOf } from '../../../automation/desktop/applications/exec.ts';

test.each([
  ['mousepad %U', ['mousepad']],
  ['libreoffice --writer %U', ['libreoffice', '--writer']],
  ['"/opt/My App/run" --flag', ['/opt/My App/run', '--flag']],
  ['app "a \\"quoted\\" \\$word"', ['app', 'a "quoted" $word']],
  ['app --rate=50%%', ['app', '--rate=50%']],
  ['app --title=%c --icon', ['app', '--title=', '--icon']],
  ['app ""', ['app', '']],
])('%s is started as %j', (exec, argv) => {
  expect(argvOf(exec)).toEqual(argv);
});

test.each([
  ['a shell’s pipe', 'app | sh'],
  ['a substitution', 'app $(id)'],
  ['two commands', 'app; rm x'],
  ['a quote that never ends', 'app "x'],
  ['a variable before the program', 'LANG=C app'],
  ['nothing', ''],
])('%s is not started', (_, exec) => {
  expect(argvOf(exec)).toBeNull();
});
