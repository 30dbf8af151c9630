import { existsSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

let killed: SimulatedProgram;
let next: SimulatedProgram | undefined;
afterEach(async () => {
  await next?.dispose();
  await killed.dispose();
});

/** The run as the next Sonny finds it, when the first one was killed within a step of the skill. */
const afterKill = async (skill: string, goal: string): Promise<RunView> => {
  let begun = (): void => {};
  const isBegun = new Promise<void>((resolve) => void (begun = resolve));
  const plug: Performer = {
    skills: [skill],
    perform: async (_, progress) => {
      begun();
      return new Promise((__, reject) =>
        progress.signal.addEventListener('abort', () => reject(progress.signal.reason)),
      );
    },
    undo: () => Promise.reject(new Error('nothing to take back')),
  };
  killed = await openSimulatedProgram(createSimulatedDriver(), undefined, false, { performers: [plug] });
  await writeFile(join(killed.home, 'todo.txt'), 'milk');
  const run = await killed.propose(goal);
  const { nonce = '', planHash = '' } = run.approval ?? {};
  await killed.sonny.dispatch({ type: 'run.approve', runId: run.id, nonce, planHash });
  await isBegun;
  const { home } = killed;
  const profile = `${killed.profile}-left`;
  await cp(killed.profile, profile, { recursive: true });
  next = await openSimulatedProgram(createSimulatedDriver(), undefined, false, {}, { home, profile });
  return next.settled(run.id);
};

describe('a step that changes nothing, in which Sonny was killed', () => {
  it.each([
    ['wait.time', 'wait 1 second and then create the folder ~/After'],
    ['files.read', 'read ~/todo.txt and then create the folder ~/After'],
  ])('is done again without a question once the person lets it go on: %s', async (skill, goal) => {
    const found = await afterKill(skill, goal);
    expect(found.question).toBeUndefined();
    expect(found.status, found.sentence).toBe('paused');
    expect(found.steps[0]).toMatchObject({
      skill,
      status: 'planned',
      retried: 'Done again: Sonny was interrupted in it, and it changes nothing.',
    });
    await next!.sonny.dispatch({ type: 'run.resume', runId: found.id });
    const done = await next!.settled(found.id);
    expect(done.status, done.sentence).toMatch(/^done/);
    expect(existsSync(join(killed.home, 'After'))).toBe(true);
  });
});
