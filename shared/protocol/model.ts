import { z } from 'zod';
import { ErrorView } from './errors.ts';

/** An address with a name and password in it would put a secret into the settings. */
const withoutPassword = (url: string): boolean => !/^[a-z]+:\/*[^/?#]*@/i.test(url);

const dollars = z.number().min(0).max(10_000);

/** Which language model Sonny asks, and what that may cost. Never holds the key. */
export const ModelSettings = z.object({
  /** Of a server that speaks OpenAI's protocol, with its version: "http://127.0.0.1:11434/v1". Empty: no model. */
  baseUrl: z
    .union([
      z.literal(''),
      z
        .url({ protocol: /^https?$/ })
        .max(500)
        .refine(withoutPassword, 'A key does not go into the address.'),
    ])
    .default(''),
  name: z.string().max(200).default(''),
  /** The model that makes vectors of texts; empty: none. */
  embedding: z.string().max(200).default(''),
  /** Tokens that prompt and answer may take together. */
  contextTokens: z.number().int().min(1000).max(10_000_000).default(32_000),
  /** Seconds that the server may take to the first word of an answer; null: 60, and 180 in this machine's own network, where a model may have to be loaded. */
  firstWordSeconds: z.number().int().min(5).max(600).nullable().default(null),
  /** It takes pictures. */
  sees: z.boolean().default(false),
  /** It calls tools. */
  tools: z.boolean().default(true),
  /** Tool calls may come piece by piece; some servers break them. */
  streamTools: z.boolean().default(true),
  /** Which of OpenAI's two protocols the server is asked by. */
  api: z.enum(['chat', 'responses']).default('chat'),
  /** It is told of earlier goals that are like a new one. */
  recall: z.boolean().default(true),
  /** In US dollars for a million tokens; null: not known, and nothing is counted. */
  price: z.object({ input: dollars, cachedInput: dollars.optional(), output: dollars }).nullable().default(null),
  /** US dollars that models may cost in a run, and in any 24 hours. */
  mostPerRun: dollars.default(1),
  mostPerDay: dollars.default(10),
});
export type ModelSettings = z.infer<typeof ModelSettings>;

/** This machine and networks of one's own (RFC 1918, 4193, 6762, 8375): there a model may have to be loaded before it says its first word. */
const NEAR =
  /^(localhost|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[::1\]|\[f[cd][\da-f]{2}:.*\]|[^.:[]+|.*\.(local|lan|internal|home\.arpa))$/i;

/** How long a server may take to its first word, in seconds: as the person chose, or as such servers need. */
export const firstWordOf = ({
  baseUrl,
  firstWordSeconds,
}: Pick<ModelSettings, 'baseUrl' | 'firstWordSeconds'>): number => {
  const host = /^https?:\/\/(\[[^\]]*\]|[^/:?#]+)/i.exec(baseUrl)?.[1] ?? '';
  return firstWordSeconds ?? (NEAR.test(host) ? 180 : 60);
};

/** Whether the model's server was found to do something; null: it was not tried, or could not be told. */
const found = z.boolean().nullable();

/** What a live test found. */
export const ModelFindings = z.object({
  /** It answers. */
  ok: z.boolean(),
  error: ErrorView.optional(),
  /** What it answers to, as the server names it; empty where it does not answer. */
  model: z.string(),
  /** What the server has, by name; empty where it does not tell. */
  models: z.array(z.string()),
  /** Milliseconds to the first word, and tokens in a second from then on. */
  firstWord: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  tools: found,
  shapes: found,
  sees: found,
  embeds: found,
  responses: found,
  /** US dollars that the test cost; null where no price is known. */
  cost: z.number().nullable(),
});
export type ModelFindings = z.infer<typeof ModelFindings>;

/** What is found of a model that does not answer. */
export const NOTHING_FOUND: ModelFindings = {
  ok: false,
  model: '',
  models: [],
  firstWord: null,
  tokensPerSecond: null,
  tools: null,
  shapes: null,
  sees: null,
  embeds: null,
  responses: null,
  cost: null,
};

export const ModelStatus = z.object({
  /** A server and a model are named. */
  setUp: z.boolean(),
  /** Where the key is: in the system's keychain, in memory until Sonny ends, in SONNY_MODEL_KEY, or nowhere. */
  key: z.enum(['kept', 'session', 'environment', 'none']),
  /** Where one would be kept. */
  keeps: z.enum(['kept', 'session']),
  /** US dollars in the last 24 hours, by the runs begun in them. */
  spent: z.number(),
  /** Some of it had no price. */
  unpriced: z.boolean(),
});
export type ModelStatus = z.infer<typeof ModelStatus>;
