import type { ModelAnswer, ModelDelta } from '../../shared/ports/model.ts';
import type { RawCall } from './mend.ts';
import { readUsage, type CountedTokens } from './usage.ts';

interface FormingCall {
  id: string;
  name: string;
  args: string;
}

/** How a server's word for the end of an answer is said here; what is not listed is an end like any other. */
const FINISH: Readonly<Record<string, ModelAnswer['finish']>> = {
  stop: 'stop',
  tool_calls: 'calls',
  function_call: 'calls',
  length: 'length',
  max_tokens: 'length',
  content_filter: 'filter',
};

const OPENS = '<think>';
const CLOSES = '</think>';

/** Where the server leaves it to its clients to part thoughts from words: "before", "in" and "after" `<think>…</think>`. */
type Thinking = 'before' | 'in' | 'after';

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Puts the pieces of a streamed chat completion together, and tells each as a delta. Takes servers as they are: calls without an
 * index or with the same one, arguments that are no text, thoughts in several places. It looks at each piece by hand, as a schema for
 * each token would cost more than reading it; what comes out whole is checked by schemas.
 */
export class Gathering {
  text = '';
  /** Of thoughts, words and calls together. */
  letters = 0;
  finish: ModelAnswer['finish'] | null = null;
  counted: CountedTokens = {};
  model = '';
  readonly #calls: FormingCall[] = [];
  /** By the index that the server gave: its place among `calls`. */
  readonly #places = new Map<number, number>();
  readonly #tell: (delta: ModelDelta) => void;
  #thinking: Thinking = 'before';
  /** The end of what came, that may be the beginning of a mark. */
  #held = '';

  constructor(tell: (delta: ModelDelta) => void) {
    this.#tell = tell;
  }

  get calls(): readonly RawCall[] {
    return this.#calls;
  }

  /** Adds one frame of the stream. True when it said something. */
  add(chunk: unknown): boolean {
    const { choices, usage, model } = object(chunk);
    if (this.model === '') this.model = words(model);
    if (usage) this.counted = readUsage(usage);
    const choice = object(Array.isArray(choices) ? choices[0] : undefined);
    const delta = object(choice['delta'] ?? choice['message']);
    const before = this.letters;
    this.#think(words(delta['reasoning_content']) || words(delta['reasoning']));
    this.#say(words(delta['content']));
    const refusal = words(delta['refusal']);
    if (refusal !== '') {
      this.#speak(refusal);
      this.finish = 'filter';
    }
    const calls = delta['tool_calls'];
    if (Array.isArray(calls)) for (const call of calls) this.#call(object(call));
    const finish = words(choice['finish_reason']);
    if (finish !== '') {
      this.#release();
      this.finish ??= FINISH[finish] ?? 'stop';
    }
    return this.letters !== before || finish !== '';
  }

  #think(text: string): void {
    if (text === '') return;
    this.letters += text.length;
    this.#tell({ type: 'thought', text });
  }

  #speak(text: string): void {
    if (text === '') return;
    this.letters += text.length;
    this.text += text;
    this.#tell({ type: 'text', text });
  }

  #say(piece: string): void {
    if (piece === '') return;
    if (this.#thinking === 'after') return this.#speak(piece);
    const text = this.#held + piece;
    this.#held = '';
    if (this.#thinking === 'before') {
      const start = text.trimStart();
      if (start.startsWith(OPENS)) {
        this.#thinking = 'in';
        return this.#say(start.slice(OPENS.length));
      }
      if (OPENS.startsWith(start)) {
        this.#held = text;
        return;
      }
      this.#thinking = 'after';
      return this.#speak(text);
    }
    const end = text.indexOf(CLOSES);
    if (end >= 0) {
      this.#think(text.slice(0, end));
      this.#thinking = 'after';
      return this.#speak(text.slice(end + CLOSES.length).trimStart());
    }
    const held = beginningAtEnd(text, CLOSES);
    this.#think(text.slice(0, text.length - held));
    this.#held = text.slice(text.length - held);
  }

  /** Nothing more comes: what was held back was no mark. */
  #release(): void {
    const held = this.#held;
    this.#held = '';
    if (this.#thinking === 'in') this.#think(held);
    else this.#speak(held);
    this.#partLate();
  }

  /** Some models are begun in the middle of a thought and only end it: all that was told before was one. */
  #partLate(): void {
    const end = this.text.indexOf(CLOSES);
    if (end < 0 || this.text.slice(0, end).includes(OPENS)) return;
    const [thought, text] = [this.text.slice(0, end), this.text.slice(end + CLOSES.length).trimStart()];
    this.text = text;
    this.#tell({ type: 'again', reason: 'What was told was a thought.' });
    this.#tell({ type: 'thought', text: thought });
    if (text !== '') this.#tell({ type: 'text', text });
  }

  #call(piece: Readonly<Record<string, unknown>>): void {
    const { name, arguments: given } = object(piece['function']);
    const args = typeof given === 'object' && given !== null ? JSON.stringify(given) : words(given);
    const place = this.#place(piece['index'], words(piece['id']), words(name));
    const call = (this.#calls[place] ??= { id: '', name: '', args: '' });
    const named = call.name === '' ? words(name) : '';
    call.id ||= words(piece['id']);
    call.name ||= named;
    call.args += args;
    this.letters += named.length + args.length;
    this.#tell({
      type: 'call',
      index: place,
      ...(named === '' ? {} : { name: named }),
      ...(args === '' ? {} : { args }),
    });
  }

  /** Which call a piece belongs to. A name with another id begins a new one, whatever the index says. */
  #place(index: unknown, id: string, name: string): number {
    const known = typeof index === 'number' ? this.#places.get(index) : this.#calls.length - 1;
    const call = known === undefined ? undefined : this.#calls[known];
    const begins =
      !call || (name !== '' && call.name !== '' && (typeof index !== 'number' || (id !== '' && id !== call.id)));
    const place = begins ? this.#calls.length : (known ?? 0);
    if (typeof index === 'number') this.#places.set(index, place);
    return place;
  }
}

/** How many letters at the end of `text` are the beginning of `mark`. */
const beginningAtEnd = (text: string, mark: string): number => {
  for (let n = Math.min(mark.length - 1, text.length); n > 0; n--) if (mark.startsWith(text.slice(-n))) return n;
  return 0;
};
