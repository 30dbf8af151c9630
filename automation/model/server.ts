/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** Of input that the server had kept; as `input` when absent. */
  readonly cachedInput?: number | undefined;
  readonly output: number;
}

/** How long and how much one exchange may take. Times in milliseconds. */
export interface ModelLimits {
  /** Until the first word or thought: a local model may have to be loaded, and reads a long prompt slowly. */
  readonly firstToken: number;
  /** Between two of them. What keeps a connection open without saying anything does not count. */
  readonly betweenTokens: number;
  /** Until a server that has ended its answer closes its stream. */
  readonly afterEnd: number;
  /** For an answer that comes in one piece. */
  readonly whole: number;
  /** Letters of an answer with its thoughts and calls. */
  readonly letters: number;
  /** Bytes of an answer with all that surrounds it. */
  readonly bytes: number;
  /** How often a request is sent again. */
  readonly retries: number;
  /** Milliseconds before it is sent again for the first time, where the server names none; they double. */
  readonly firstWait: number;
  /** The longest that a server may ask to wait before it is asked again. */
  readonly patience: number;
  /** Requests under way at once. */
  readonly atOnce: number;
}

export const MODEL_LIMITS: ModelLimits = {
  firstToken: 180_000,
  betweenTokens: 60_000,
  afterEnd: 5000,
  // Node's fetch gives up on a silent server after 300 s.
  whole: 280_000,
  letters: 2_000_000,
  bytes: 64_000_000,
  retries: 3,
  firstWait: 500,
  patience: 30_000,
  atOnce: 4,
};

/** A server that speaks OpenAI's protocol, and the model to use there. */
export interface ModelServer {
  /** With its version: "http://127.0.0.1:11434/v1". */
  readonly baseUrl: string;
  readonly model: string;
  /** Takes texts for `embed`; none when absent. */
  readonly embeddingModel?: string | undefined;
  /** Asked for before each request and never kept. null: the server wants none. */
  key(): Promise<string | null>;
  readonly contextTokens: number;
  /** Milliseconds until the first word, where it is given otherwise than by the limits. */
  readonly firstToken?: number | undefined;
  readonly sees: boolean;
  readonly tools: boolean;
  readonly price: ModelPrice | null;
  /** Some servers break tool calls apart when they stream. */
  readonly streamTools: boolean;
  /** Only where a probe found it. */
  readonly api: 'chat' | 'responses';
}
