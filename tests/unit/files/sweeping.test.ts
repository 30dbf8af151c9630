import { unlink } from 'node:fs/promises';
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFilePerformers } from '../../../automation/files/performers.ts';
import { createSnapshots } from '../../../automation/files/snapshots.ts';
import { inActOf, inWorkFolder } from '../../../automation/files/work-folder.ts';
import type { Call, Performer } from '../../../shared/ports/performer.ts';
import { ManualClock } from '../../fakes/manual-clock.ts';

let base = '';
let home = '';
let copy: Performer;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'sonny-sweep-'));
  home = join(base, 'home');
  for (const folder of ['Documents', 'Pictures', '.config']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, 'a.txt'), 'A');
  const roots = { home, temp: join(base, 'temp'), closed: [] };
  const snapshots = createSnapshots({ folder: join(base, 'snapshots'), maxBytes: 1000, discard: unlink });
  const performers = createFilePerformers({ roots, clock: new ManualClock(), snapshots });
  copy = performers.find(({ skills }) => skills.includes('files.copy'))!;
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const call = (key: string, to = 'Documents'): Call => ({
  skill: 'files.copy',
  args: { files: [join(home, 'a.txt')], to: join(home, to) },
  key,
});
const hidden = (folder: string): string[] => readdirSync(join(home, folder)).filter((n) => n.startsWith('.sonny-'));

/** As an act leaves it whose process is killed in its middle. */
const leave = (key: string | null, folder: string): Promise<void> =>
  new Promise((left) => {
    const begin = (): Promise<void> =>
      inWorkFolder(join(home, folder), async (work) => {
        writeFileSync(join(work, 'half'), 'A');
        left();
        await new Promise(() => {});
      });
    void (key === null ? begin() : inActOf(key, begin));
  });

it('removes what the act left beside its targets, and nothing of another’s', async () => {
  await leave('r/s1/1', 'Documents');
  await leave('r/s1/1', 'Documents');
  await leave('r/s1/2', 'Documents');
  await leave(null, 'Documents');
  mkdirSync(join(home, 'Documents/.sonny-mine'));
  await leave('r/s1/1', 'Pictures');
  const name = hidden('Pictures')[0] ?? '';
  symlinkSync(join(home, 'Pictures'), join(home, 'Documents', `${name.slice(0, -6)}link00`));
  writeFileSync(join(home, 'Documents', `${name.slice(0, -6)}file00`), '');
  const before = hidden('Documents');
  await copy.sweep?.(call('r/s1/1'), null);
  // Two folders less: those of another act, of none, a person's own, a link and a file stay.
  expect(before).toHaveLength(7);
  expect(hidden('Documents')).toHaveLength(5);
  expect(hidden('Pictures')).toEqual([name]);
  await copy.sweep?.(call('r/s1/1'), { from: [join(home, 'Pictures/a.txt')] });
  expect(hidden('Pictures')).toEqual([]);
});

it('what begins after it was asked for stays', async () => {
  await leave('r/s1/1', 'Documents');
  const sweeping = copy.sweep?.(call('r/s1/1'), null);
  await leave('r/s1/1', 'Documents');
  await sweeping;
  expect(hidden('Documents')).toHaveLength(1);
});

it('looks into no folder that is closed, and leaves none of its own when all goes well', async () => {
  await leave('r/s1/1', '.config');
  await copy.sweep?.(call('r/s1/1', '.config'), { to: '/proc', odd: ['', 'relative', 3, null] });
  expect(hidden('.config')).toHaveLength(1);
  const progress = { signal: new AbortController().signal, deadline: Infinity, log: () => {} };
  await copy.perform(call('r/s1/1'), progress);
  expect(readdirSync(join(home, 'Documents'))).toEqual(['a.txt']);
});

it('removes what was being kept for undo when Sonny was killed, at its next start, and nothing else', async () => {
  const folder = join(base, 'kept');
  const first = createSnapshots({ folder, maxBytes: 1000, discard: unlink });
  const id = await first.keep(join(home, 'a.txt'));
  await new Promise<void>((left) => {
    void inWorkFolder(folder, async (work) => {
      writeFileSync(join(work, 'half'), 'A');
      left();
      await new Promise(() => {});
    });
  });
  writeFileSync(join(folder, '.sonny-file'), 'no folder');
  const work = readdirSync(folder).filter((name) => name.startsWith('.sonny-') && name !== '.sonny-file');
  expect(work).toHaveLength(1);
  const before = readdirSync(folder);
  const next = createSnapshots({ folder, maxBytes: 1000, discard: unlink });
  expect(readdirSync(folder)).toEqual(before.filter((name) => !work.includes(name)));
  expect(readdirSync(folder)).toContain(id?.split('.')[0]);
  expect(await next.list()).toMatchObject([{ bytes: 1 }]);
});
