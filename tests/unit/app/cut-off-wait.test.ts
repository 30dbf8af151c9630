import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { linkedClient } from '../../../electron/cli/clients.ts';
import { programOf } from '../../../electron/cli/program.ts';
import { tellCutOff } from '../../../electron/cli/tell-cut-off.ts';
import type { Performer } from '../../../shared/ports/performer.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { FakeTerminal } from '../../fakes/fake-terminal.ts';
import { killedWithin, type KilledProgram } from '../../fakes/killed-program.ts';
import { typed } from '../../fakes/typed.ts';

let killed: KilledProgram;
afterEach(() => killed.dispose());

/** Begins, and comes to no end. */
const endless = (skill: string, begun: () => void): Performer => ({
  skills: [skill],
  perform: (_, progress) => {
    begun();
    return new Promise((__, reject) => progress.signal.addEventListener('abort', () => reject(progress.signal.reason)));
  },
  undo: () => Promise.reject(new Error('nothing to take back')),
});

const kill = async (skill: string, goal: string): Promise<RunView> => {
  killed = await killedWithin({
    goal,
    plug: (_, cut) => endless(skill, cut),
    seed: ({ home }) => writeFile(join(home, 'todo.txt'), 'milk'),
  });
  return killed.next.settled(killed.runId);
};

const AND_THEN = 'and then create the folder ~/After';
const isDone = (): boolean => existsSync(join(killed.home, 'After'));

const toldFrom = async (since: number): Promise<readonly string[]> => {
  const said: string[] = [];
  const program = programOf(
    (origin) => linkedClient(killed.next.sonny, () => 'secret', origin),
    async () => {},
  );
  await tellCutOff(program, since, (line) => void said.push(line));
  return said;
};

describe('a step that changes nothing, in which Sonny was killed', () => {
  it.each([
    ['wait.time', `wait 1 second ${AND_THEN}`, 'Wait 1 second'],
    ['wait.file', `wait for the file ~/go.txt ${AND_THEN}`, 'Wait for ~/go.txt'],
    ['files.read', `read ~/todo.txt ${AND_THEN}`, 'Read ~/todo.txt'],
  ])('is not asked about, and taken up again when the person lets the run go on: %s', async (skill, goal, title) => {
    const since = Date.now();
    const found = await kill(skill, goal);
    expect(found).toMatchObject({
      status: 'paused',
      sentence: `“${title}” was cut off. It changes nothing, and is taken up again when you go on.`,
    });
    expect(found.question).toBeUndefined();
    expect(found.steps[0]).toMatchObject({ skill, status: 'waiting' });
    expect(isDone()).toBe(false);
    // Also where all of it was looked up before anybody asked.
    expect(await toldFrom(since)).toEqual([
      `“${goal}” (${killed.runId}) was cut off at step 1 of 2, “${title}”, which changes nothing: it is taken up again when the run goes on.`,
      `  To go on: \`npm start -- answer ${killed.runId}\`.`,
    ]);

    await writeFile(join(killed.home, 'go.txt'), '');
    await killed.next.sonny.dispatch({ type: 'run.resume', runId: found.id });
    const done = await killed.next.settled(found.id);
    expect(done.status, done.sentence).toMatch(/^done/);
    expect(done.steps[0]).not.toHaveProperty('error');
    expect(isDone()).toBe(true);
  });

  it('goes on at the terminal', async () => {
    await kill('wait.time', `wait 1 second ${AND_THEN}`);
    const terminal = new FakeTerminal(['go-on']);
    const code = await typed(killed.next.sonny, ['answer'], terminal);
    expect([code, isDone()], [...terminal.told, ...terminal.printed].join('\n')).toEqual([0, true]);
  });

  it('ends with the run where the person stops it there', async () => {
    const { id: runId } = await kill('wait.time', `wait 1 second ${AND_THEN}`);
    await killed.next.sonny.dispatch({ type: 'run.cancel', runId });
    const stopped = await killed.next.settled(runId);
    expect([stopped.status, stopped.steps.map(({ status }) => status)]).toEqual(['cancelled', ['skipped', 'skipped']]);
  });

  it('is done where it is seen to have come to its end meanwhile', async () => {
    killed = await killedWithin({
      goal: `wait for the file ~/go.txt ${AND_THEN}`,
      plug: (_, cut) => endless('wait.file', cut),
      seed: ({ home }) => writeFile(join(home, 'go.txt'), ''),
    });
    const found = await killed.next.settled(killed.runId);
    expect([found.status, found.steps[0]?.status]).toEqual(['paused', 'verified']);
  });

  it('was told of when it came to that, and not once more', async () => {
    await kill('wait.time', `wait 1 second ${AND_THEN}`);
    expect(await toldFrom(Date.now() + 1)).toEqual([]);
  });
});
