import type { XEvent } from 'x11';
import type { StopWatch } from '../../../shared/ports/stop.ts';
import type { Display } from './display.ts';
import type { Hands } from './hands.ts';
import { KEYSYM, type Keys, readKeys } from './keys.ts';
import type { Part } from './part.ts';

/** Chords in the order of preference. */
const CHORDS = [
  { keysym: KEYSYM.period, say: 'Ctrl+Alt+.' },
  { keysym: KEYSYM.pause, say: 'Ctrl+Alt+Pause' },
  { keysym: KEYSYM.insert, say: 'Ctrl+Alt+Insert' },
] as const;
const MASK = { lock: 2, control: 4, alt: 8, num: 16 } as const;
/** Grabs are exact, so the chord is claimed with each state of Caps Lock and Num Lock. */
const LOCKS = [0, MASK.lock, MASK.num, MASK.lock | MASK.num];
const ASYNC = 1;
/** Layouts change in bursts. Milliseconds. */
const SETTLED_MS = 200;

/**
 * Pulls the stop at a key chord, whatever window has the focus. The chord is claimed so that no application sees it; while
 * Sonny acts its keys are also watched, because a grab does nothing while a menu has the keyboard to itself.
 */
export function shortcutWatch(): StopWatch & Part {
  let heard: Parameters<StopWatch['start']>[0] | null = null;
  let down = new Set<number>();
  let stops: (() => void)[] = [];

  async function claim(display: Display, keys: Keys): Promise<{ keycode: number; say: string } | null> {
    for (const { keysym, say } of CHORDS) {
      const keycode = keys.keycode(keysym);
      if (keycode !== null && (await grab(display, keycode))) return { keycode, say };
    }
    return null;
  }

  async function listen(display: Display, hands: Hands): Promise<void> {
    const keys = await readKeys(display);
    const claimed = await claim(display, keys);
    const first = CHORDS[0];
    const keycode = claimed?.keycode ?? keys.keycode(first.keysym);
    const say = claimed?.say ?? first.say;
    const pull = (): void => heard?.pull(`${say} was pressed.`);
    const isDown = (wanted: ReadonlySet<number>): boolean => [...down].some((code) => wanted.has(code));
    let settled: NodeJS.Timeout | null = null;
    stops = [
      display.onEvent((event: XEvent) => {
        if (event.name === 'KeyPress' && event['keycode'] === keycode) pull();
        if (event.name !== 'MappingNotify') return;
        if (settled) clearTimeout(settled);
        settled = setTimeout(() => void relisten(display, hands, keycode, keys), SETTLED_MS).unref();
      }),
      hands.onPerson((input) => {
        if (input.kind !== 'key') return;
        if (input.down) down.add(input.detail);
        else down.delete(input.detail);
        if (input.down && input.detail === keycode && isDown(keys.control) && isDown(keys.alt)) pull();
      }),
      () => {
        if (settled) clearTimeout(settled);
        if (claimed) release(display, claimed.keycode);
      },
    ];
    if (claimed) heard?.ready(true, claimed.say);
    else heard?.ready(false, `${CHORDS.map((chord) => chord.say).join(', ')}: other programs have these keys.`);
  }

  async function relisten(display: Display, hands: Hands, keycode: number | null, before: Keys): Promise<void> {
    const keys = await readKeys(display).catch(() => before);
    if (CHORDS.every(({ keysym }) => keys.keycode(keysym) === before.keycode(keysym))) return;
    unlisten();
    await listen(display, hands).catch(() => undefined);
  }

  function unlisten(): void {
    for (const stop of stops) stop();
    stops = [];
  }

  return {
    source: 'shortcut',
    start: (given) => void (heard = given),
    attach: listen,
    detach(why) {
      stops = [];
      heard?.ready(false, why);
    },
    acting: () => void (down = new Set()),
    close: unlisten,
  };
}

/** Claims Ctrl+Alt with a key on a display. false: another program has it. */
async function grab({ x, root }: Display, keycode: number): Promise<boolean> {
  const grabs = LOCKS.map(
    (locks) =>
      new Promise<boolean>((resolve) => {
        x.GrabKey(root, 1, MASK.control | MASK.alt | locks, keycode, ASYNC, ASYNC, (error) => {
          resolve(!error);
          return true;
        });
      }),
  );
  const all = (await Promise.all(grabs)).every((one) => one);
  if (!all) release({ x, root }, keycode);
  return all;
}

function release({ x, root }: Pick<Display, 'x' | 'root'>, keycode: number): void {
  for (const locks of LOCKS) x.UngrabKey(root, keycode, MASK.control | MASK.alt | locks);
}
