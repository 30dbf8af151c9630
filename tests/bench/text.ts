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

const enterAll = async (
  world: World,
  window: Window,
  longest: number,
  enter: (text: string) => Promise<number>,
): Promise<Entered[]> => {
  const entered: Entered[] = [];
  for (const { text } of HOSTILE_STRINGS.filter((hostile) => hostile.text.length <= longest)) {
    await world.driver.enterText(window.id, '', 'replace', null, progress());
    await world.driver.focus(window.id, progress());
    const milliseconds = await enter(text);
    entered.push({ exact: (await settled(world, window, text)) === text, milliseconds, characters: [...text].length });
  }
  return entered;
};

const exact = (entered: readonly Entered[]): number => entered.filter((one) => one.exact).length;
const pace = (entered: readonly Entered[]): number =>
  entered.reduce((sum, one) => sum + one.milliseconds, 0) / entered.reduce((sum, one) => sum + one.characters, 0);

const besidePeer = (ours: readonly Entered[], theirs: readonly Entered[] | null, peerName: string): Row[] => {
  const beside = (metric: string, of: (entered: readonly Entered[]) => number, goal: string, better: boolean): Row => {
    const [mine, other] = [of(ours), theirs && of(theirs)];
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
    const all = await enterAll(world, window, Infinity, async (text) => {
      const before = performance.now();
      await world.driver.enterText(window.id, text, 'replace', null, progress());
      return performance.now() - before;
    });
    const short = all.filter(({ characters }) => characters <= LONGEST_TYPED);
    const by = async (make: (env: NodeJS.ProcessEnv) => Promise<Typist | null>): Promise<Entered[] | null> => {
      const typist = await make(world.env);
      const entered = typist && (await enterAll(world, window, LONGEST_TYPED, (text) => typist.type(text)));
      typist?.close();
      return entered;
    };
    const nut = await by(nutTypist);
    const xdotool = await by(xdotoolTypist);
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
        ...besidePeer(short, nut, 'nut.js'),
        ...besidePeer(short, xdotool, 'xdotool'),
      ],
    };
  } finally {
    await world.dispose();
  }
};
