import type {
  Model,
  ModelAnswer,
  ModelDelta,
  ModelMessage,
  ModelProgress,
  ModelRequest,
  ModelTool,
  ToolCall,
} from '../../ports/model.ts';
import type { Source } from '../../symbolic/labels/source.ts';
import { SonnyError } from '../../protocol/errors.ts';
import { fence } from '../../prompts/fence.ts';

/** A tool and what it does. What it gives is data with its source, and is fenced before a model reads it. */
export interface UsableTool extends ModelTool {
  use(args: unknown, progress: ModelProgress): Promise<{ readonly from: Source; readonly text: string }>;
}

/** Who is told of each call, and may forbid it. */
export interface ToolHooks {
  /** Before anything is done. A sentence says why not: then the call is not carried out, and the model is told. The policy is one. */
  before(call: ToolCall): Promise<string | null> | string | null;
  after?(call: ToolCall, text: string): void;
  error?(call: ToolCall, error: SonnyError): void;
  token?(delta: ModelDelta): void;
}

export interface ToolTurns {
  readonly model: Model;
  readonly tools: readonly UsableTool[];
  readonly hooks: ToolHooks;
  /** How often the model may call tools before it has to answer. */
  readonly mostTurns: number;
}

/** What ends everything, and is no answer that a model could go on from. */
const ENDS: readonly SonnyError['code'][] = ['CANCELLED', 'DEADLINE', 'STOPPED', 'TAKEN_OVER', 'BUDGET_COST'];

/** One call, carried out where nobody forbids it: what the model is told of it. */
const carryOut = async (call: ToolCall, { tools, hooks }: ToolTurns, progress: ModelProgress): Promise<string> => {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool) return 'There is no tool of that name.';
  const forbidden = await hooks.before(call);
  // Whoever decided may have taken long.
  if (progress.signal.aborted) throw new SonnyError('CANCELLED');
  if (forbidden !== null) return `That is not allowed, and was not done: ${forbidden}`;
  try {
    const { from, text } = await tool.use(call.args, progress);
    hooks.after?.(call, text);
    return fence('result', from.of === '' ? from.kind : `${from.kind} ${from.of}`, text);
  } catch (thrown) {
    const error = SonnyError.from(thrown);
    hooks.error?.(call, error);
    if (ENDS.includes(error.code)) throw error;
    return `That failed: ${error.view().say}`;
  }
};

/**
 * Asks a model and carries out what it calls, one call after the other in its order, until it answers without calling. Nothing is
 * carried out that `before` forbids, and nothing of an answer that was not whole. In its last turn the model is given no tools.
 * @throws SonnyError as the model does, and CANCELLED between two calls
 */
export const askWithTools = async (
  request: ModelRequest,
  turns: ToolTurns,
  progress: ModelProgress,
): Promise<{ readonly answer: ModelAnswer; readonly messages: readonly ModelMessage[] }> => {
  const messages = [...request.messages];
  for (let turn = 0; ; turn++) {
    const tools = turn < turns.mostTurns ? turns.tools : [];
    const answer = await turns.model.ask({ ...request, messages, tools }, progress, turns.hooks.token);
    const { text, calls } = answer;
    messages.push({ role: 'assistant', text, ...(calls.length > 0 ? { calls } : {}) });
    if (calls.length === 0 || tools.length === 0) return { answer, messages };
    for (const call of calls) {
      if (progress.signal.aborted) throw new SonnyError('CANCELLED');
      messages.push({ role: 'tool', callId: call.id, text: await carryOut(call, turns, progress) });
    }
  }
};
