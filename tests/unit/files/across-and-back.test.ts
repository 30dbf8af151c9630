import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../shared/ports/performer.ts';
import { createDesk, otherDevice, type Desk } from './desk.ts';

/** A folder that goes to another disk and back is another to the file system; it is Sonny's all the same. */
const elsewhere = otherDevice();
let desk: Desk;
beforeEach(() => {
  desk = createDesk({ temp: elsewhere ?? '' });
  desk.make({ 'Src/b.txt': 'b', 'in/': '' });
});
afterEach(() => {
  desk.clear();
  if (elsewhere !== null)
    for (const name of ['New', 'Other', 'Src']) rmSync(join(elsewhere, name), { recursive: true, force: true });
});

interface Done {
  readonly skill: string;
  readonly receipt: Json;
}
const doing = async (skill: string, args: Record<string, Json>): Promise<Done> => ({
  skill,
  receipt: (await desk.perform(skill, args)).receipt,
});

/** Takes back all that was done, the last first, as a run does; `before` is called before each but the last. */
const undoAll = async (all: readonly Done[], before: (at: number) => void = () => undefined): Promise<string[]> => {
  const said: string[] = [];
  for (let at = all.length - 1; at >= 0; at--) {
    if (at < all.length - 1) before(at);
    const later = all.slice(at + 1).map(({ receipt }) => receipt);
    const { skill, receipt } = all[at]!;
    said.push((await desk.undo(skill, receipt, {}, later)).status);
  }
  return said;
};

const move = (from: string, to: string): Promise<Done> => doing('files.move', { files: [from], to });

describe.runIf(elsewhere !== null)('the undo of a folder that went to another disk and came back', () => {
  const away = elsewhere ?? '';
  const make = (): Promise<Done> => doing('files.create-folder', { path: desk.at('New/Inner') });
  const toOther = async (): Promise<Done[]> => [await make(), await move(desk.at('New'), away)];

  it('is whole: it is Sonny’s', async () => {
    const before = desk.state();
    expect(await undoAll(await toOther())).toEqual(['undone', 'undone']);
    expect(desk.state()).toEqual(before);
  });

  it.each([
    [
      'moved before',
      async () => [await make(), await move(desk.at('New'), desk.at('in')), await move(desk.at('in/New'), away)],
    ],
    [
      'renamed before',
      async () => [
        await make(),
        await doing('files.rename', { renames: [{ from: desk.at('New'), to: desk.at('Other') }] }),
        await move(desk.at('Other'), away),
      ],
    ],
    [
      'renamed there, and moved to another place here',
      async () => [
        ...(await toOther()),
        await doing('files.rename', { renames: [{ from: join(away, 'New'), to: join(away, 'Other') }] }),
        await move(join(away, 'Other'), desk.at('in')),
      ],
    ],
    [
      'a copy',
      async () => [
        await doing('files.copy', { files: [desk.at('Src')], to: desk.at('in') }),
        await move(desk.at('in/Src'), away),
      ],
    ],
  ])('is whole for one that was %s', async (_, did) => {
    const before = desk.state();
    const all = await did();
    expect(await undoAll(all)).toEqual(all.map(() => 'undone'));
    expect(desk.state()).toEqual(before);
  });

  it('leaves what a person put into it', async () => {
    const all = await toOther();
    writeFileSync(join(away, 'New/Inner/mine.txt'), 'mine');
    expect(await undoAll(all)).toEqual(['undone', 'kept']);
    expect(existsSync(desk.at('New/Inner/mine.txt'))).toBe(true);
  });

  it('leaves a person’s where nothing went to another disk', async () => {
    const all = [await make(), await move(desk.at('New'), desk.at('in'))];
    const theirs = (): void => {
      renameSync(desk.at('New'), desk.at('Kept'));
      mkdirSync(desk.at('New/Inner'), { recursive: true });
    };
    expect(await undoAll(all, theirs)).toEqual(['undone', 'kept']);
    expect(existsSync(desk.at('New/Inner'))).toBe(true);
  });
});
