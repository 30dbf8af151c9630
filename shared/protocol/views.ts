import { z } from 'zod';
import { ErrorView } from './errors.ts';
import { HealthCheck } from './replies.ts';
import { PlanMark, Suggestion } from './knowledge.ts';
import { RunView } from './run.ts';
import { StepView } from './step.ts';
import { Settings } from './settings.ts';
import { StopView } from './stop.ts';

export const RunHead = RunView.omit({ steps: true });
export type RunHead = z.infer<typeof RunHead>;

/**
 * What a window is told. Each event replaces what it names (an upsert), so applying one twice changes nothing.
 * `seq` is assigned by the host and counts without gaps; a client that was away asks for what follows its last one.
 */
export const ViewEvent = z.discriminatedUnion('type', [
  /** A whole run: when its plan appears or changes, and at the start of a session. */
  z.object({ type: z.literal('run'), run: RunView }),
  /** Everything of a run but its steps. */
  z.object({ type: z.literal('run.head'), head: RunHead }),
  z.object({ type: z.literal('step'), runId: z.string(), step: StepView }),
  /** A person had the run forgotten: it is not to be shown any more. */
  z.object({ type: z.literal('run.forgotten'), runId: z.string() }),
  z.object({ type: z.literal('settings'), settings: Settings }),
  z.object({ type: z.literal('health'), checks: z.array(HealthCheck) }),
  z.object({ type: z.literal('stop'), stop: StopView }),
  /** What Sonny knows has changed; who shows it asks again. */
  z.object({ type: z.literal('knowledge'), revision: z.number().int(), at: z.number() }),
  /** The steps of a run that would not work any more, as things are known now; none: all would. */
  z.object({ type: z.literal('plan.marks'), runId: z.string(), marks: z.array(PlanMark) }),
  /** Something was learned, used or forgotten; who shows it asks again. */
  z.object({ type: z.literal('methods') }),
  /** Something is remembered or forgotten; who shows it asks again. */
  z.object({ type: z.literal('memory') }),
  /** Something about MCP servers has changed; who shows them asks again. */
  z.object({ type: z.literal('mcp') }),
  /** What Sonny can do has changed; who shows it asks again. */
  z.object({ type: z.literal('skills') }),
  z.object({ type: z.literal('suggestions'), suggestions: z.array(Suggestion) }),
  /** A model is being asked for a run: what it has thought and answered so far, the end of it where it is long. Never kept. */
  z.object({
    type: z.literal('thinking'),
    runId: z.string(),
    model: z.string(),
    /** Which prompt asks, as "interpret@1". */
    purpose: z.string(),
    thought: z.string(),
    answer: z.string(),
    done: z.boolean(),
  }),
  /** Something the person should know that belongs to no run. */
  z.object({ type: z.literal('notice'), error: ErrorView }),
]);
export type ViewEvent = z.infer<typeof ViewEvent>;

/** A picture of the desktop. Sent apart from view events: it may be dropped and is never resumed. */
export const ScreenFrame = z.object({
  width: z.number().int(),
  height: z.number().int(),
  mime: z.string(),
  data: z.string(),
  at: z.number(),
});
export type ScreenFrame = z.infer<typeof ScreenFrame>;
