import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSystemClock } from '../../../automation/clock/system-clock.ts';
import { createSimulatedDriver } from '../../../automation/desktop/simulated/index.ts';
import { createScriptedModel, type ScriptedAnswer } from '../../../automation/model/scripted.ts';
import { decisionLog } from '../../../shared/audit/decisions.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Model, ModelRequest } from '../../../shared/ports/model.ts';
import type { RunEvent } from '../../../shared/protocol/events.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import { openSimulatedProgram, type SimulatedProgram } from '../../fakes/simulated-program.ts';

const ZONE = process.env['TZ'];
afterEach(() => {
  if (ZONE === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ZONE;
});

const GOAL =
  'could all those PDFs from my downloads please move in with the others, but never touch the Private folder';
const move = (to: string, keep: object[]): ScriptedAnswer => ({
  value: {
    kind: 'plan',
    parts: [
      {
        words: 'all those PDFs from my downloads',
        do: 'files.move',
        args: { files: { folder: '~/Downloads', glob: '*.pdf' }, to },
      },
    ],
    keep: keep as [],
  },
  thought: 'Where to?',
});
const KEEP = [{ words: 'never touch the Private folder', limit: 'without touching ~/Private' }];
/** One that is wrong, one that breaks what is forbidden, one that names what the person did not. */
const ANSWERS = [
  move('~/Papers', [{ words: 'never', limit: 'be nice' }]),
  move('~/Private', KEEP),
  move('~/Shelf', KEEP),
];

const keyOf = (request: ModelRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([request.purpose, request.messages]))
    .digest('hex');

const open = async (model: Model, clock: Clock): Promise<SimulatedProgram> => {
  const program = await openSimulatedProgram(createSimulatedDriver(), clock, false, { model });
  for (const folder of ['Downloads', 'Papers', 'Private']) await mkdir(join(program.home, folder));
  for (const name of ['a.pdf', 'b.pdf']) await writeFile(join(program.home, 'Downloads', name), name);
  return program;
};

const DAY = 86_400_000;

/**
 * The system's time, so many days on. What is looked at beside a run once a window has been open for a second is not looked at, for
 * whether the model is told of it would depend on how long the run takes.
 */
const clockOf = (days: number): Clock => {
  const system = createSystemClock();
  return {
    now: () => system.now() + days * DAY,
    sleep: (ms, signal) => system.sleep(ms < 1000 ? ms : DAY, signal),
  };
};

const rowsOf = (program: SimulatedProgram, runId: string): RunEvent[] =>
  [...program.ports.journal.read({ runId })].map(({ event }) => event as RunEvent);

/** Says in a program what the person of a journal said, in their order. */
const retell = async (rows: readonly RunEvent[], program: SimulatedProgram): Promise<RunView> => {
  let run: RunView | undefined;
  for (const row of rows) {
    if (row.type === 'run.started') run = await program.propose(row.goal);
    if (!run) continue;
    const runId = run.id;
    if (row.type === 'question.answered') {
      const { candidateId } = row;
      await program.sonny.dispatch({ type: 'run.answer', runId, questionId: run.question?.id ?? '', candidateId });
      run = await program.settled(runId);
    } else if (row.type === 'approval.given') run = await program.approve(run);
    else if (row.type === 'undo.started') {
      await program.sonny.dispatch({ type: 'run.undo', runId });
      run = await program.settled(runId);
    }
  }
  if (!run) throw new Error('The journal holds no run.');
  return run;
};

const READING = 'read ~/Downloads/bill.txt and rename it by its date';
const READ = {
  value: {
    kind: 'plan',
    parts: [
      { words: 'read ~/Downloads/bill.txt', do: 'files.read', args: { path: '~/Downloads/bill.txt' } },
      { words: 'rename it by its date', do: 'plan.rest', args: { task: 'Rename it by its date.' } },
    ],
  },
} satisfies ScriptedAnswer;
const RENAME = {
  value: {
    kind: 'plan',
    parts: [
      {
        words: 'rename it by its date',
        do: 'files.rename',
        args: { renames: [{ from: '~/Downloads/bill.txt', to: '~/Downloads/2026-03-05.txt' }] },
      },
    ],
  },
} satisfies ScriptedAnswer;

it('so do those of a run whose rest was planned once something was read', async () => {
  const recorded = new Map<string, ScriptedAnswer>();
  const play = async (
    model: Model,
    days: number,
    rows?: readonly RunEvent[],
  ): Promise<{ rows: RunEvent[]; log: string }> => {
    const program = await open(model, clockOf(days));
    await writeFile(join(program.home, 'Downloads/bill.txt'), 'ACME Ltd.\nDate: 2026-03-05\n');
    let run = rows ? await retell(rows, program) : await program.propose(READING);
    while (run.approval) run = await program.approve(run);
    expect(run.status, run.sentence).toBe('done');
    const own = rowsOf(program, run.id);
    const log = decisionLog(own, program.home);
    await program.dispose();
    return { rows: own, log };
  };
  const clock = createSystemClock();
  const live = createScriptedModel({
    clock,
    script: (request, turn) => {
      const answer = [READ, RENAME][turn] ?? {};
      recorded.set(keyOf(request), answer);
      return answer;
    },
  });
  process.env['TZ'] = 'UTC';
  const first = await play(live, 0);
  expect(first.log).toContain('"plan.grown"');
  process.env['TZ'] = 'America/St_Johns';
  const replaying = createScriptedModel({
    clock,
    script: (request) => recorded.get(keyOf(request)) ?? { error: 'MODEL_REFUSED' },
  });
  expect((await play(replaying, 400, first.rows)).log).toBe(first.log);
});

it('a journal and the recorded answers give the same decisions, byte for byte, on another profile, clock and time zone', async () => {
  process.env['TZ'] = 'UTC';
  const recorded = new Map<string, ScriptedAnswer>();
  const live = createScriptedModel({
    clock: createSystemClock(),
    script: (request, turn) => {
      const answer = ANSWERS[turn] ?? {};
      recorded.set(keyOf(request), answer);
      return answer;
    },
  });
  const first = await open(live, clockOf(0));
  const asked = await first.propose(GOAL);
  expect(asked.proposals?.map(({ verdict }) => verdict)).toEqual(['rejected', 'rejected', 'asks']);
  await first.sonny.dispatch({
    type: 'run.answer',
    runId: asked.id,
    questionId: asked.question?.id ?? '',
    candidateId: 'yes',
  });
  let run = await first.settled(asked.id);
  while (run.approval) run = await first.approve(run);
  expect(run.status, run.sentence).toBe('done');
  await first.sonny.dispatch({ type: 'run.undo', runId: run.id });
  expect((await first.settled(run.id)).status).toBe('undone');
  const rows = rowsOf(first, run.id);
  const log = decisionLog(rows, first.home);
  await first.dispose();

  for (const [zone, days] of [
    ['Pacific/Kiritimati', 400],
    ['America/St_Johns', 4000],
  ] as const) {
    process.env['TZ'] = zone;
    const clock = clockOf(days);
    const missed: string[] = [];
    const replaying = createScriptedModel({
      clock,
      script: (request) => {
        const answer = recorded.get(keyOf(request));
        if (!answer) missed.push(request.purpose);
        return answer ?? { error: 'MODEL_REFUSED' };
      },
    });
    const program = await open(replaying, clock);
    const again = await retell(rows, program);
    expect(missed).toEqual([]);
    expect(decisionLog(rowsOf(program, again.id), program.home)).toBe(log);
    await program.dispose();
  }
  expect(log.split('\n').length).toBeGreaterThan(15);
});
