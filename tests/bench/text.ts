import type { Window } from '../../shared/ports/driver.ts';
import { createWorld, type World } from '../desktop/scenarios/world.ts';
import { open } from '../desktop/text-exactness/subject.ts';
import { progress } from '../fakes/progress.ts';
import { HOSTILE_STRINGS } from '../fixtures/hostile-strings.ts';
import type { Bench, Row } from './parts/row.ts';
import { nutTypist, xdotoolTypist, type Typist } from './parts/typists.ts';

/** Typing tools take up to half a minute for ten kilobytes, and their keymap changes stop the window manager for longer. */
const LONGEST_TYPED = 1000;
/** A window that has not changed for so long holds all that it was given, in milliseconds. */
const QUIET = 300;
const PULSE = 20;

interface Entered {
  readonly exact: boolean;
  readonly milliseconds: number;
  readonly characters: number;
}

/** What the window holds once it is as expected, or does not change any more. */
const settled = async ({ driver }: World, { id }: Window, expected: string): Promise<string> => {
  let seen = '';
  for (let since = Date.now(); ;) {
    const now = (await driver.readText(id, null, progress())) ?? '';
    if (now === expected || (now === seen && Date.now() - since > QUIET)) return now;
    if (now !== seen) since = Date.now();
    seen = now;
    await new Promise((resolve) => setTimeout(resolve, PULSE));
  }
};

type Enter = (text: string) => Promise<number>;

/** Enters texts into the emptied window, each in every way before the next. */
const enterAll = async (
  world: World,
  window: Window,
  texts: readonly string[],
  ways: readonly Enter[],
): Promise<Entered[][]> => {
  const entered = ways.map((): Entered[] => []);
  for (const text of texts) {
    for (const [i, enter] of ways.entries()) {
      await world.driver.enterText(window.id, '', 'replace', null, progress());
      await world.driver.focus(window.id, progress());
      const milliseconds = await enter(text);
      const holds = await settled(world, window, text);
      entered[i]?.push({ exact: holds === text, milliseconds, characters: [...text].length });
    }
  }
  return entered;
};

const exact = (entered: readonly Entered[]): number => entered.filter((one) => one.exact).length;
const pace = (entered: readonly Entered[]): number =>
  entered.reduce((sum, one) => sum + one.milliseconds, 0) / entered.reduce((sum, one) => sum + one.characters, 0);

const besidePeer = (ours: readonly Entered[], theirs: readonly Entered[] | undefined, peerName: string): Row[] => {
  const beside = (metric: string, of: (entered: readonly Entered[]) => number, goal: string, better: boolean): Row => {
    const [mine, other] = [of(ours), theirs ? of(theirs) : null];
    const ratio = other === null ? null : mine / other;
    return {
      metric,
      ours: mine,
      peer: other,
      peerName,
      ratio,
      goal,
      holds: other === null ? null : better ? mine >= other && mine === ours.length : mine <= other,
    };
  };
  return [
    beside(`exact of the ${ours.length} hostile strings that are short`, exact, 'all, and as many as the peer', true),
    beside('ms a character of these, read back (the peer: typed)', pace, '≤ ×1', false),
  ];
};

/** Text entry in Mousepad beside tools that type. Only Sonny's time has the read-back in it. */
export const run = async (): Promise<Bench> => {
  const world = await createWorld();
  try {
    const window = await open(world, 'org.xfce.mousepad');
    const ours: Enter = async (text) => {
      const before = performance.now();
      await world.driver.enterText(window.id, text, 'replace', null, progress());
      return performance.now() - before;
    };
    const texts = HOSTILE_STRINGS.map(({ text }) => text);
    const beside = async (make: (env: NodeJS.ProcessEnv) => Promise<Typist | null>) => {
      const typist = await make(world.env);
      const ways = typist ? [ours, typist.type] : [ours];
      const short = texts.filter((text) => text.length <= LONGEST_TYPED);
      const [mine = [], theirs] = await enterAll(world, window, short, ways);
      typist?.close();
      return { mine, theirs };
    };
    const [long = []] = await enterAll(
      world,
      window,
      texts.filter((text) => text.length > LONGEST_TYPED),
      [ours],
    );
    const nut = await beside(nutTypist);
    const xdotool = await beside(xdotoolTypist);
    const all = [...nut.mine, ...long];
    return {
      name: 'text',
      rows: [
        {
          metric: 'exact of all hostile strings, the longest of ten kilobytes',
          ours: exact(all),
          peer: all.length,
          peerName: 'strings',
          ratio: exact(all) / all.length,
          goal: 'all',
          holds: exact(all) === all.length,
        },
        ...besidePeer(nut.mine, nut.theirs, 'nut.js'),
        ...besidePeer(xdotool.mine, xdotool.theirs, 'xdotool'),
      ],
    };
  } finally {
    await world.dispose();
  }
};
