import type { ModelAnswer, ModelDelta, ModelRequest, ModelUsage, ToolCall } from '../../shared/ports/model.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { readJson } from './answer-json.ts';

/** An answer as it came, whole but unread: a call's arguments are text. */
export interface RawAnswer extends Pick<ModelAnswer, 'text' | 'finish' | 'usage' | 'model'> {
  readonly calls: readonly RawCall[];
}
export interface RawCall {
  /** Absent where the server gave none. */
  readonly id?: string | undefined;
  readonly name: string;
  readonly args: string;
}

type Checked = { readonly answer: ModelAnswer } | { readonly wrong: string };

const sum = (a: ModelUsage, b: ModelUsage): ModelUsage => ({
  input: a.input + b.input,
  cachedInput: a.cachedInput + b.cachedInput,
  output: a.output + b.output,
  cost: a.cost === null && b.cost === null ? null : (a.cost ?? 0) + (b.cost ?? 0),
});

const readCalls = (raw: readonly RawCall[], tools: ModelRequest['tools']): Reading<readonly ToolCall[]> => {
  const calls: ToolCall[] = [];
  const ids = new Set<string>();
  for (const { id: given, name, args } of raw) {
    const id = given && !ids.has(given) ? given : unusedId(ids);
    ids.add(id);
    // A call without arguments comes as no text at all from some servers.
    const text = args.trim() === '' ? '{}' : args;
    const tool = tools?.find((t) => t.name === name);
    const read = tool ? readJson(text, tool.parameters) : readUnknown(text);
    if ('wrong' in read) return { wrong: `the arguments of ${name}: ${read.wrong}` };
    calls.push({ id, name, args: read.value });
  }
  return { value: calls };
};

const unusedId = (ids: ReadonlySet<string>): string => {
  for (let n = ids.size + 1; ; n++) if (!ids.has(`call-${n}`)) return `call-${n}`;
};

type Reading<T> = { readonly value: T } | { readonly wrong: string };

const readUnknown = (text: string): Reading<unknown> => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { wrong: 'they are not JSON' };
  }
};

const check = (raw: RawAnswer, { tools, shape }: ModelRequest): Checked => {
  const calls = readCalls(raw.calls, tools);
  if ('wrong' in calls) return calls;
  const whole = { ...raw, calls: calls.value, value: undefined };
  // Who calls a tool goes on after it; the shape is for the last word.
  if (!shape || calls.value.length > 0) return { answer: whole };
  const read = readJson(raw.text, shape.schema);
  return 'wrong' in read ? read : { answer: { ...whole, value: read.value } };
};

/** The same request, with the answer that did not fit and what is wrong with it. Calls are told as text: none was carried out. */
const asked = (request: ModelRequest, { text, calls }: RawAnswer, wrong: string): ModelRequest => {
  const said = [text, ...calls.map(({ name, args }) => `${name}(${args})`)].filter((part) => part !== '').join('\n');
  const fit = request.shape
    ? `Answer again with JSON of the form that was asked for, and nothing else.`
    : 'Answer again.';
  return {
    ...request,
    messages: [
      ...request.messages,
      { role: 'assistant', text: said || '(nothing)' },
      { role: 'user', text: `That does not fit: ${wrong}. ${fit}` },
    ],
  };
};

/**
 * Asks by `exchange` and reads the answer by the request's shape and tools; asks once more, naming what is wrong, where it does
 * not fit. Throws MODEL_INVALID when that does not help, MODEL_CUT_OFF when a limit cut what had to be whole, MODEL_REFUSED when a filter did.
 */
export async function askUntilFits(
  request: ModelRequest,
  exchange: (request: ModelRequest) => Promise<RawAnswer>,
  onDelta: (delta: ModelDelta) => void,
): Promise<ModelAnswer> {
  const first = await exchange(request);
  // Calls may be missing behind the last one, and half of them is not what the model wants done.
  if (first.finish === 'length' && first.calls.length > 0) complain(first);
  const checked = check(first, request);
  if ('answer' in checked) return checked.answer;
  complain(first);
  onDelta({ type: 'again', reason: checked.wrong });
  const second = await exchange(asked(request, first, checked.wrong));
  const mended = check(second, request);
  if ('answer' in mended) return { ...mended.answer, usage: sum(first.usage, second.usage) };
  complain(second);
  throw new SonnyError('MODEL_INVALID', `What is wrong with it: ${mended.wrong}.`);
}

/** Asking again does not help where the answer ended for a reason of its own. */
function complain({ finish, usage }: RawAnswer): void {
  if (finish === 'length')
    throw new SonnyError('MODEL_CUT_OFF', `The answer ended at its limit of ${usage.output} tokens.`);
  if (finish === 'filter') throw new SonnyError('MODEL_REFUSED', 'A filter of the server ended the answer.');
}
