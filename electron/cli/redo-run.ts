import { SonnyError } from '../../shared/protocol/errors.ts';
import type { Client } from '../../shared/protocol/rpc-client.ts';
import type { RunStatus } from '../../shared/protocol/run.ts';
import { hasRun } from '../../shared/protocol/undo-fate.ts';
import type { Program } from './program.ts';
import type { RunResult } from './result.ts';
import { sit, type SittingOptions } from './sitting.ts';
import { tellSteps } from './step-progress.ts';
import type { Terminal } from './terminal.ts';
import { quoted } from './wording.ts';

const UNDONE: readonly RunStatus[] = ['undone', 'undone-partly'];

/** Does what was undone once more, of `which` run or, with "last", of that which was undone last, and sits with it. Never rejects. */
export const redoRun = (
  program: Program,
  which: string,
  options: SittingOptions,
  terminal: Terminal,
): Promise<RunResult> =>
  sit({ program, options, terminal, origin: 'person', goal: '' }, async ({ client, feed }) => {
    const runId = which === 'last' ? await lastUndone(client, options.say) : which;
    const before = await client.dispatch({ type: 'run.get', runId });
    const stands = before.steps.filter((step) => hasRun(step));
    tellSteps(feed, runId, ['verified', 'unverified', 'refused', 'failed'], options.say, stands, true);
    await client.dispatch({ type: 'run.redo', runId });
    options.say(`Doing ${quoted(before.goal)} once more (${runId}).`);
    return runId;
  });

/** As with every undo, what was done last comes first: here that is the undo, not the run. */
async function lastUndone(client: Client, say: (line: string) => void): Promise<string> {
  const lines = await client.dispatch({ type: 'history.list', limit: 500 });
  let last = { id: '', at: -1 };
  const vain: { readonly line: string; readonly at: number }[] = [];
  for (const { id, goal, status, nothingUndone } of lines) {
    if (!UNDONE.includes(status)) continue;
    const { endedAt = 0 } = await client.dispatch({ type: 'run.get', runId: id });
    if (nothingUndone)
      vain.push({
        line: `Of ${quoted(goal)} (${id}) nothing was undone, so nothing is to be done once more.`,
        at: endedAt,
      });
    else if (endedAt > last.at) last = { id, at: endedAt };
  }
  for (const { line, at } of vain) if (at > last.at) say(line);
  if (last.id === '') throw new SonnyError('RUN_NOT_FOUND', 'No run in the history was undone.');
  return last.id;
}
