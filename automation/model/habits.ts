/** What a server was found to take; others than OpenAI's leave parts of its protocol out, or have it of an earlier day. */
export interface Habits {
  /** How an answer is held to a shape: by the server, as any JSON, or by being told. */
  readonly shape: 'schema' | 'object' | 'told';
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
  /** Whether a stream may be asked for its usage. */
  readonly streamUsage: boolean;
}

export const FIRST_HABITS: Habits = { shape: 'schema', limitName: 'max_tokens', temperature: true, streamUsage: true };

/**
 * What to try next after a server refused a request with these words (status 400 or 422); null where they name none of the parts
 * that can be left out. Each answer is less demanding than the last, so that it ends.
 */
export const lessDemanding = (habits: Habits, words: string): Habits | null => {
  if (/response_format|json_schema|structured|grammar/i.test(words) && habits.shape !== 'told')
    return { ...habits, shape: habits.shape === 'schema' ? 'object' : 'told' };
  if (/max_completion_tokens/i.test(words) && habits.limitName === 'max_tokens')
    return { ...habits, limitName: 'max_completion_tokens' };
  if (/temperature/i.test(words) && habits.temperature) return { ...habits, temperature: false };
  if (/stream_options|include_usage/i.test(words) && habits.streamUsage) return { ...habits, streamUsage: false };
  return null;
};
