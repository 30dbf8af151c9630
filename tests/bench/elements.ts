import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Window } from '../../shared/ports/driver.ts';
import { createWorld, type World } from '../desktop/scenarios/world.ts';
import { open } from '../desktop/text-exactness/subject.ts';
import { progress } from '../fakes/progress.ts';
import { startChild, type Child } from './parts/child.ts';
import { median, timesPeer, type Bench, type Row } from './parts/row.ts';

const ROUNDS = 15;
const PEER = '@trycua/cua-driver';

/** A form of the size that people fill in. */
const FIELDS = Array.from(
  { length: 20 },
  (_, i) => `<p><label>Field ${i} <input value="${i}"></label> <button>Set ${i}</button>`,
);
const PAGE = `<!doctype html><meta charset="utf-8"><title>Form</title>${FIELDS.join('')}`;

interface Snapshot {
  readonly milliseconds: number;
  readonly count: number;
}

const compare = async ({ driver }: World, name: string, window: Window, cua: Child | null): Promise<Row> => {
  const [ours, theirs]: [Snapshot[], Snapshot[]] = [[], []];
  await driver.focus(window.id, progress());
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now();
    const { length } = await driver.elements(window.id, {}, progress());
    ours.push({ milliseconds: performance.now() - before, count: length });
    if (cua) theirs.push((await cua.ask({ pid: window.pid, id: window.id })) as Snapshot);
  }
  const time = (snapshots: readonly Snapshot[]): number => median(snapshots.map(({ milliseconds }) => milliseconds));
  const metric = `ms for the ${ours.at(-1)?.count ?? 0} showing elements of ${name}`;
  const known = theirs.every(({ milliseconds }) => Number.isFinite(milliseconds)) ? theirs : [];
  const peer = known.length > 0 ? time(known) : null;
  return timesPeer(metric, time(ours), peer, peer === null ? PEER : `${PEER} (${known.at(-1)?.count} elements)`, 0.5);
};

/** How long it takes to know what a window shows. */
export const run = async (): Promise<Bench> => {
  const world = await createWorld();
  try {
    const page = join(world.home, 'form.html');
    await writeFile(page, PAGE);
    const cua = await startChild(new URL('./parts/cua-process.ts', import.meta.url), world.env);
    const rows: Row[] = [];
    const subjects = [
      ['Mousepad', 'org.xfce.mousepad'],
      ['galculator', 'galculator'],
      ['FeatherPad', 'featherpad'],
      ['a form in Chromium', 'chromium', `--user-data-dir=${join(world.profile, 'browser')}`, `file://${page}`],
    ] as const;
    for (const [name, id, ...more] of subjects)
      rows.push(await compare(world, name, await open(world, id, ...more), cua));
    cua?.close();
    return { name: 'elements', rows };
  } finally {
    await world.dispose();
  }
};
