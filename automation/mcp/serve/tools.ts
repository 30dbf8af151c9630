import { McpServer, type CallToolResult, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import type { RunView } from '../../../shared/protocol/run.ts';
import type { StepStatus } from '../../../shared/protocol/step.ts';
import { settled, type Front } from './front.ts';
import { reportOf, standing } from './report.ts';

/** Of a step that is not gone on with. */
const OVER: readonly StepStatus[] = ['verified', 'unverified', 'refused', 'failed', 'skipped', 'undone'];

const INSTRUCTIONS =
  'Sonny does work on a person’s desktop: files, windows, documents. It plans each goal in steps, shows the plan to the person, acts only once ' +
  'they approve in Sonny’s own window, checks each step, and can undo. There is no way to approve from here: while waits_for_person is true, ' +
  'tell the person to look at Sonny, and ask run_status again. Say goals in plain words, as in the examples of list_skills.';

const Goal = z.string().min(1).max(32_000).describe('What is to be done, in plain words');
const RunId = z.string().min(1).max(64).describe('What plan_goal or run_goal gave');
const Wait = z
  .number()
  .int()
  .min(0)
  .max(120)
  .default(30)
  .describe('Seconds to wait for the run to end or to need the person');

const text = (value: object): CallToolResult => ({ content: [{ type: 'text', text: JSON.stringify(value, null, 1) }] });

const coded = async (work: () => Promise<object>): Promise<CallToolResult> => {
  try {
    return text(await work());
  } catch (thrown) {
    const { code, say, hint, details } = SonnyError.from(thrown).view();
    return { isError: true, ...text({ code, say, hint, ...(details === undefined ? {} : { details }) }) };
  }
};

/** Only what another program asked for is its business; the person's own runs are not. */
const foreignRun = async (front: Front, runId: string): Promise<RunView> => {
  const run = await front.dispatch({ type: 'run.get', runId });
  if (run.by === undefined) throw new SonnyError('RUN_NOT_FOUND', runId);
  return run;
};

const within = (seconds: number, signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);

/** Tells whoever asks how far a run is, where it wants to know: each number once, and only ever forward. */
const telling = ({ _meta, notify }: ServerContext['mcpReq']): ((run: RunView) => void) => {
  const progressToken = _meta?.progressToken;
  let last = -1;
  return ({ steps, sentence }) => {
    const progress = steps.filter(({ status }) => OVER.includes(status)).length;
    if (progressToken === undefined || progress <= last) return;
    last = progress;
    const params = { progressToken, progress, message: sentence, ...(steps.length > 0 ? { total: steps.length } : {}) };
    // Who has gone away meanwhile is told nothing.
    notify({ method: 'notifications/progress', params }).catch(() => {});
  };
};

/** Sonny as an MCP server: its planning, policy, approvals and journal are those of its window. */
export const createSonnyServer = (front: Front, version: string): McpServer => {
  const server = new McpServer({ name: 'sonny', title: 'Sonny', version }, { instructions: INSTRUCTIONS });
  const asker = (): string => server.server.getClientVersion()?.name.slice(0, 100) || 'an MCP client';
  const report = (run: RunView): Promise<object> => standing(front, run);
  const start = (goal: string): Promise<{ runId: string }> =>
    front.dispatch({ type: 'run.start', text: goal, by: asker() });

  server.registerTool(
    'plan_goal',
    {
      title: 'Plan a goal',
      description: 'Shows the steps that Sonny would take, with their risks and how each is undone. Does nothing.',
      inputSchema: z.object({ goal: Goal }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ goal }, { mcpReq: { signal } }) =>
      coded(async () => {
        const { runId } = await start(goal);
        const run = await settled(front, runId, within(120, signal));
        const shown = reportOf(run);
        // A plan that was only asked about must not wait for a yes.
        if (!shown.ended) await front.dispatch({ type: 'run.cancel', runId }).catch(() => {});
        return { ...shown, waits_for_person: false, ended: true };
      }),
  );
  server.registerTool(
    'run_goal',
    {
      title: 'Run a goal',
      description:
        'Plans a goal and asks the person for their approval in Sonny’s window; runs it once they gave it. Gives back how the run stands when ' +
        'it has ended, needs the person, or the wait is over.',
      inputSchema: z.object({ goal: Goal, wait_seconds: Wait }),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
    },
    ({ goal, wait_seconds }, { mcpReq }) =>
      coded(async () => {
        const { runId } = await start(goal);
        return report(await settled(front, runId, within(wait_seconds, mcpReq.signal), telling(mcpReq)));
      }),
  );
  server.registerTool(
    'run_status',
    {
      title: 'Look at a run',
      description:
        'How a run of run_goal stands: its steps, whether it has ended, and whether it waits for the person.',
      inputSchema: z.object({ run_id: RunId, wait_seconds: Wait.default(0) }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ run_id, wait_seconds }, { mcpReq }) =>
      coded(async () => {
        const run = await foreignRun(front, run_id);
        if (wait_seconds === 0) return report(run);
        return report(await changed(front, run, within(wait_seconds, mcpReq.signal), telling(mcpReq)));
      }),
  );
  server.registerTool(
    'cancel_run',
    {
      title: 'Cancel a run',
      description: 'Ends a run of run_goal where it stands. What it did stays, and can be undone.',
      inputSchema: z.object({ run_id: RunId }),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    },
    ({ run_id }) =>
      coded(async () => {
        await foreignRun(front, run_id);
        await front.dispatch({ type: 'run.cancel', runId: run_id });
        return report(await front.dispatch({ type: 'run.get', runId: run_id }));
      }),
  );
  server.registerTool(
    'undo_run',
    {
      title: 'Ask to undo a run',
      description:
        'Asks the person whether a run of run_goal shall be undone. That is a run of its own, which run_status shows.',
      inputSchema: z.object({ run_id: RunId, wait_seconds: Wait }),
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
    },
    ({ run_id, wait_seconds }, { mcpReq }) =>
      coded(async () => {
        await foreignRun(front, run_id);
        const { runId } = await start(`undo the run "${run_id}"`);
        return report(await settled(front, runId, within(wait_seconds, mcpReq.signal), telling(mcpReq)));
      }),
  );
  server.registerTool(
    'list_skills',
    {
      title: 'List what Sonny can do',
      description: 'Every skill with its risk, how it is undone and checked, and example goals.',
      inputSchema: z.object({}),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    () => coded(async () => ({ skills: await front.dispatch({ type: 'skills.list' }) })),
  );
  return server;
};

/** The run once it is not as it was any more. */
const changed = async (
  front: Front,
  before: RunView,
  signal: AbortSignal,
  onRun: (run: RunView) => void,
): Promise<RunView> => {
  if (!isWaiting(before)) return settled(front, before.id, signal, onRun);
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = front.subscribe((event) => {
    const status = event.type === 'run' ? event.run : event.type === 'run.head' ? event.head : null;
    if (status?.id === before.id && status.status !== before.status) resolve();
  });
  signal.addEventListener('abort', () => resolve(), { once: true });
  // It may have moved on before anyone listened.
  const now = await front.dispatch({ type: 'run.get', runId: before.id });
  if (now.status !== before.status) resolve();
  await promise;
  stop();
  return settled(front, before.id, signal, onRun);
};

const isWaiting = (run: RunView): boolean => reportOf(run).waits_for_person;
