import type { z } from 'zod';
import type { Progress } from './progress.ts';
export type { Progress };

/** A picture for a model that sees: PNG or JPEG, already masked. */
export interface ModelPicture {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** A tool call as a model asked for it. `args` were parsed as JSON, and by the tool's schema where the tool is known. */
export interface ToolCall {
  /** Unique in its answer; made up where the server gave none, or one twice. */
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

export type ModelMessage =
  | { readonly role: 'system'; readonly text: string }
  | { readonly role: 'user'; readonly text: string; readonly pictures?: readonly ModelPicture[] }
  | { readonly role: 'assistant'; readonly text: string; readonly calls?: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly callId: string; readonly text: string };

export interface ModelTool {
  readonly name: string;
  readonly summary: string;
  readonly parameters: z.ZodObject;
}

export interface ModelRequest {
  /** Which prompt asks, as "interpret@3": for the record, the meter and recorded answers; never sent. */
  readonly purpose: string;
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  /** The answer's text is JSON of this shape: parsed, and asked for once more with what is wrong where it does not fit. */
  readonly shape?: { readonly name: string; readonly schema: z.ZodType };
  /** Of the answer; the model's own limit when absent. */
  readonly maxTokens?: number;
  readonly temperature?: number;
}

export type ModelDelta =
  | { readonly type: 'text'; readonly text: string }
  /** What the model thinks before it answers. Never part of the answer. */
  | { readonly type: 'thought'; readonly text: string }
  /** A tool call takes form; nothing may act on it before the answer is whole. */
  | { readonly type: 'call'; readonly index: number; readonly name?: string; readonly args?: string }
  /** What was told so far is void: the request is sent again. */
  | { readonly type: 'again'; readonly reason: string };

/** In tokens, as the server counts them, or estimated where it does not; `cost` in millionths of a US dollar, null where no price is known. */
export interface ModelUsage {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
  readonly cost: number | null;
}

export interface ModelAnswer {
  readonly text: string;
  /** What `shape` parsed; undefined where no shape was asked for. */
  readonly value: unknown;
  readonly calls: readonly ToolCall[];
  readonly finish: 'stop' | 'calls' | 'length' | 'filter';
  readonly usage: ModelUsage;
  /** As the server names it. */
  readonly model: string;
}

export interface ModelProgress extends Progress {
  /** Told once for each exchange with the server before the call settles, also for one that failed or was aborted: it may have cost something. */
  used?(usage: ModelUsage, model: string): void;
}

/** What the model in use is able to do. */
export interface ModelAbility {
  readonly name: string;
  readonly sees: boolean;
  readonly tools: boolean;
  /** Tokens that prompt and answer may take together. */
  readonly contextTokens: number;
}

/**
 * A language model. What it answers is a proposal and nothing more: whoever asks parses it, checks it and lets the policy decide.
 * Stateless: a request holds everything the model is to know. `ask` settles before the deadline and soon after an abort, closes its
 * connection then, and calls `onDelta` never again. It rejects only with a SonnyError: MODEL_NOT_SET_UP, MODEL_UNREACHABLE,
 * MODEL_WRONG_ADDRESS (a page for people is there), MODEL_FAILED (the server's own fault), MODEL_SLOW (no first word in time),
 * MODEL_REFUSED (the key or the request), MODEL_BUSY (rate limits), MODEL_CUT_OFF (the stream ended too soon, or stood still),
 * MODEL_INVALID (no answer of the shape, or calls that their tools do not take, even when asked again), MODEL_TOO_LONG (the prompt does not fit), BUDGET_COST, CANCELLED, DEADLINE.
 * An answer that was cut short is an error or has `finish` "length"; it is never passed on as whole.
 */
export interface Model {
  /** null: none is set up. */
  ability(): ModelAbility | null;
  ask(request: ModelRequest, progress: ModelProgress, onDelta?: (delta: ModelDelta) => void): Promise<ModelAnswer>;
  /** One vector per text, of one length. Rejects as `ask` does, UNSUPPORTED where the server has none. */
  embed(texts: readonly string[], progress: ModelProgress): Promise<readonly Float32Array[]>;
}
