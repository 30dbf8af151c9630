import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeProfile } from '../../../electron/server/profile.ts';
import { historyLines } from '../../../electron/cli/wording.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';

const told = (profile: string, env: Record<string, string>) => {
  try {
    makeProfile(profile, env);
    return null;
  } catch (thrown) {
    return SonnyError.from(thrown).view();
  }
};

test('a SONNY_HOME that is a file, or lies in one, is named with why it can’t be used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sonny-home-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(told(file, { SONNY_HOME: file })).toEqual({
    code: 'FILE_DENIED',
    say: 'SONNY_HOME can’t be used.',
    hint: 'Set SONNY_HOME to a folder that you may write in, or leave it out.',
    details: `${file}: it is a file, not a folder.`,
  });
  expect(told(join(file, 'x'), { SONNY_HOME: join(file, 'x') })?.details).toBe(
    `${join(file, 'x')}: ${file} is a file, not a folder.`,
  );
  expect(told(file, {})?.say).toBe('The folder where Sonny keeps its things can’t be used.');
  expect(told(join(folder, 'new/one'), {})).toBeNull();
});

test('a long goal is cut to the width of the terminal in the history', () => {
  const line = {
    id: 'run-1',
    goal: 'x'.repeat(500),
    createdAt: 0,
    status: 'done',
    sentence: '',
    steps: 1,
  } as const;
  expect(historyLines([line])[0]).toMatch(/^✓ \d{4}-\d\d-\d\d \d\d:\d\d {2}run-1 {2}done {2}x+…$/u);
  expect(historyLines([line])[0]).toHaveLength(120);
  expect(historyLines([line], 80)[0]).toHaveLength(80);
  expect(historyLines([line], 10)[0]).toContain(`${'x'.repeat(19)}…`);
});
