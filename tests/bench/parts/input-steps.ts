import { join } from 'node:path';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { openJournal } from '../../../automation/store/sqlite-journal.ts';
import { verify } from '../../../shared/execution/act/verify.ts';
import type { Window } from '../../../shared/ports/driver.ts';
import type { Journal } from '../../../shared/ports/journal.ts';
import type { Json } from '../../../shared/protocol/json.ts';
import { SKILLS } from '../../../shared/skills/catalogue.ts';
import type { World } from '../../desktop/scenarios/world.ts';
import { progress } from '../../fakes/progress.ts';
import { managedRun } from './managed-run.ts';
import { plannedSteps } from './planned-steps.ts';
import { median, timesPeer, unbounded, type Row } from './row.ts';

const ROUNDS = 6;
const STEPS = 6;
const MOST = 1.1;

/** A step of real input, and what the driver alone does for it. */
interface Input {
  readonly skill: string;
  args(turn: number): Record<string, Json>;
  bare(turn: number): Promise<unknown>;
}

const inputsOf = ({ driver }: World, editor: Window, other: Window) => {
  const words = (turn: number): string => `${turn} Buy milk: 2 l @ 1.09 €\n`;
  const either = (turn: number): Window => (turn % 2 === 0 ? editor : other);
  const ref = ({ id, pid, app, title }: Window): Json => ({ id, pid, app, title });
  return {
    write: {
      skill: 'text.write',
      args: (turn) => ({ window: ref(editor), text: words(turn) }),
      bare: (turn) => driver.enterText(editor.id, words(turn), 'insert', null, progress()),
    },
    focus: {
      skill: 'window.focus',
      args: (turn) => ({ window: ref(either(turn)) }),
      bare: (turn) => driver.focus(either(turn).id, progress()),
    },
    copy: {
      skill: 'clipboard.write',
      args: (turn) => ({ text: words(turn) }),
      bare: (turn) => driver.writeClipboard(words(turn), progress()),
    },
  } satisfies Record<string, Input>;
};

/** The step's own driver calls: first look, performer, second look, with no manager, journal or views around them. */
const unmanaged = async ({ performers, observer }: World, { skill, args }: Input, turn: number): Promise<void> => {
  const performer = performers.find(({ skills }) => skills.includes(skill));
  const given = args(turn);
  if ('window' in given) await observer.observe({ kind: 'windows' }, progress());
  const performed = await performer?.perform({ skill, args: given, key: `bare/${turn}` }, progress());
  const checks = SKILLS.get(skill)?.checks(given, performed?.outputs ?? {}) ?? [];
  await verify(checks, [observer], createSystemClock(), progress());
};

/** Milliseconds that `act` takes for each of the next turns. */
const timed = async (first: number, act: (turn: number) => Promise<unknown>): Promise<number[]> => {
  const times: number[] = [];
  for (let turn = first; turn < first + STEPS; turn++) {
    const before = performance.now();
    await act(turn);
    times.push(performance.now() - before);
  }
  return times;
};

/**
 * Milliseconds a step takes through the whole manager, made of the same calls without it, and by one driver call. The three
 * take turns at being first, since what comes later in a round finds a fuller window.
 */
const compare = async (world: World, input: Input, journal: Journal) => {
  const ports = { performers: world.performers, observers: [world.observer], journal, skills: SKILLS };
  const argsFrom = (turn: number) => Array.from({ length: STEPS }, (_, i) => input.args(turn + i));
  const managed = {
    times: [] as number[],
    go: (turn: number) => managedRun(ports, plannedSteps(input.skill, argsFrom(turn))),
  };
  const work = {
    times: [] as number[],
    go: (turn: number) => timed(turn, (at) => unmanaged(world, input, at)),
  };
  const bare = { times: [] as number[], go: (turn: number) => timed(turn, (at) => input.bare(at)) };
  const ways = [bare, work, managed];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i] of ways.entries()) {
      const way = ways[(round + i) % ways.length];
      way?.times.push(...(await way.go(round * STEPS)));
    }
  }
  return { managed: median(managed.times), work: median(work.times), bare: median(bare.times) };
};

/** Real input through the whole manager with the journal on disk, beside the same driver calls without it. */
export const inputSteps = async (world: World, editor: Window, other: Window, folder: string): Promise<Row[]> => {
  const inputs = inputsOf(world, editor, other);
  const journal = openJournal({ folder: join(folder, 'input'), now: () => Date.now() });
  const write = await compare(world, inputs.write, journal);
  const focus = await compare(world, inputs.focus, journal);
  const copy = await compare(world, inputs.copy, journal);
  journal.close();
  const same = 'the same driver calls bare';
  return [
    timesPeer('ms a step that writes into Mousepad', write.managed, write.work, same, MOST),
    timesPeer('ms a step that brings a window to the front', focus.managed, focus.work, same, MOST),
    unbounded('ms a step that writes the clipboard', copy.managed, copy.work, same, 'sends no input: fsyncs weigh'),
    unbounded(
      'ms a step that writes into Mousepad, with its proof',
      write.managed,
      write.bare,
      'entering the text alone',
      'what receipt and looks cost',
    ),
  ];
};
