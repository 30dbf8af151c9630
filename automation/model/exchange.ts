import type { Clock } from '../../shared/ports/clock.ts';
import type { ModelDelta, ModelProgress, ModelRequest } from '../../shared/ports/model.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { lettersOf, toChat } from './chat-request.ts';
import { connect, type Connection } from './connection.ts';
import { Ending } from './ending.ts';
import { readFailure, type Failure } from './failure.ts';
import { Gathering } from './gathering.ts';
import type { Habits } from './habits.ts';
import type { RawAnswer } from './mend.ts';
import { responsesReader, toResponses } from './responses.ts';
import type { ModelLimits, ModelServer } from './server.ts';
import { priced } from './usage.ts';
import { Watchdog } from './watchdog.ts';
import { withoutKey } from './without-key.ts';

export interface ExchangeOptions {
  readonly server: ModelServer;
  readonly habits: Habits;
  readonly limits: ModelLimits;
  readonly clock: Clock;
  readonly progress: ModelProgress;
  readonly tell: (delta: ModelDelta) => void;
}

export type Exchanged =
  | { readonly answer: RawAnswer }
  /** `begun`: something of the answer was told. */
  | { readonly failure: Failure; readonly begun: boolean };

/**
 * Sends one request and gathers its answer, which counts only when the server ended it and nobody cancelled. Once `progress` is
 * aborted the connection closes and nothing more is told.
 */
export async function exchange(request: ModelRequest, options: ExchangeOptions): Promise<Exchanged> {
  const { server, limits, clock, progress, tell } = options;
  const ending = new Ending(progress);
  const gathering = new Gathering((delta) => {
    if (!ending.signal.aborted) tell(delta);
  });
  const whole = !server.streamTools && (request.tools?.length ?? 0) > 0;
  const watchdog = new Watchdog(
    clock,
    { first: Infinity, between: limits.betweenTokens, deadline: progress.deadline },
    (why) => {
      // Who has ended its answer and only keeps its stream open is let go.
      if (gathering.finish) ending.close();
      else if (why.code === 'MODEL_SLOW' && gathering.letters > 0)
        ending.end(new SonnyError('MODEL_CUT_OFF', why.details));
      else ending.end(why);
    },
  );

  let sent = false;
  let broke: unknown = null;
  let key: string | null = null;
  try {
    key = await server.key();
    const connection = await connect({ server, key, most: limits.bytes, end: ending.end });
    if (!ending.signal.aborted) {
      sent = true;
      watchdog.hear(whole ? limits.whole : (server.firstToken ?? limits.firstToken));
      await converse(connection, request, options, whole, ending.signal, (frame) => {
        if (gathering.add(frame)) watchdog.hear(gathering.finish ? limits.afterEnd : undefined);
        if (gathering.letters > limits.letters)
          ending.end(
            new SonnyError('MODEL_CUT_OFF', `It is longer than ${limits.letters} letters and came to no end.`),
          );
        return !ending.signal.aborted;
      });
    }
  } catch (thrown) {
    broke = thrown;
  } finally {
    watchdog.end();
    ending.release();
  }

  const { why } = ending;
  const begun = gathering.letters > 0;
  const named = withoutKey(gathering.model, key) || server.model;
  const counts = (): RawAnswer['usage'] => {
    const usage = priced(gathering.counted, { input: lettersOf(request), output: gathering.letters }, server.price);
    progress.used?.(usage, named);
    return usage;
  };
  // A stream ends without a word where its server was cut off, so only this makes an answer whole.
  if (gathering.finish && !why)
    return { answer: { ...saidBy(gathering, gathering.finish, key), usage: counts(), model: named } };
  // What a server refuses it does not count; what broke off it may have.
  if (sent && (begun || why)) counts();
  return { failure: failureOf(why ?? broke, begun, { key, baseUrl: server.baseUrl, clock }), begun };
}

/** What a whole answer says, in which nothing repeats the key. */
const saidBy = (
  { text, calls }: Gathering,
  finish: RawAnswer['finish'],
  key: string | null,
): Pick<RawAnswer, 'text' | 'calls' | 'finish'> => ({
  text: withoutKey(text, key),
  calls: calls.map(({ id, name, args }) => ({ id, name: withoutKey(name, key), args: withoutKey(args, key) })),
  finish: finish === 'stop' && calls.length > 0 ? 'calls' : finish,
});

/** `broke`: what ended it; null: the server closed the answer before it was whole. */
const failureOf = (broke: unknown, begun: boolean, from: Parameters<typeof readFailure>[2]): Failure => {
  if (broke) return readFailure(broke, begun, from);
  const say = begun ? 'The server closed it before its end.' : 'The server closed it without a word.';
  return { error: new SonnyError('MODEL_CUT_OFF', say), again: true, wait: null };
};

/** Sends the request and gives `take` the frames of the answer; one that comes whole is one frame. */
async function converse(
  { client, read }: Connection,
  request: ModelRequest,
  { server, habits }: ExchangeOptions,
  whole: boolean,
  signal: AbortSignal,
  take: (frame: unknown) => boolean,
): Promise<void> {
  if (server.api === 'responses') {
    const frameOf = responsesReader();
    const params = toResponses(request, server, habits);
    await read(await client.responses.create(params, { signal }).asResponse(), (event) => {
      const frame = frameOf(event);
      return frame === null || take(frame);
    });
    return;
  }
  const params = toChat(request, server, habits);
  if (whole) {
    take(await client.chat.completions.create({ ...params, stream: false }, { signal }));
    return;
  }
  const counted = habits.streamUsage ? { stream_options: { include_usage: true } } : {};
  const asked = client.chat.completions.create({ ...params, ...counted, stream: true }, { signal });
  await read(await asked.asResponse(), take);
}
