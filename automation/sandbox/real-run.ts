import type { Progress, Sandbox } from '../../shared/ports/sandbox.ts';
import { SonnyError } from '../../shared/protocol/errors.ts';
import type { ScriptDraft } from '../../shared/protocol/script.ts';
import type { Runner } from './check/messages.ts';
import type { Frame } from './inside/frames.ts';
import { runSession, type SessionEnd } from './inside/session.ts';
import { REAL_LIMITS, REAL_SILENCE_MS } from './limits.ts';
import { destinationOf, request } from './requests.ts';
import type { CallTool } from './tools.ts';
import type { World } from './world.ts';

export interface RealRun {
  readonly sandbox: Sandbox;
  readonly runner: Runner;
  readonly callTool: CallTool;
}

/** What a script gave: its value as JSON, and the bytes that it means its files to have. */
export interface Gave {
  readonly result: string | null;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

type Ask = Extract<Frame, { ask: number }>;

const sayEnd = ({ by, silent }: SessionEnd): string =>
  silent || by === 'time'
    ? 'It did not end in its time.'
    : by === 'output'
      ? 'It said more than it may.'
      : by === 'killed'
        ? 'It used more memory, disk or processor than it may.'
        : 'It ended itself.';

/**
 * Runs a script on the real files, which it sees and can't write. Rejects with a SonnyError, and then nothing outside was changed by it:
 * SCRIPT_STRAYED where it tried anything that its manifest does not name, SCRIPT_FAILED where it did not come to its end.
 */
export const runForReal = async (
  { manifest }: ScriptDraft,
  script: string,
  world: World,
  { sandbox, runner, callTool }: RealRun,
  progress: Progress,
): Promise<Gave> => {
  const files = new Map<string, Uint8Array>();
  const strayed: string[] = [];
  let result: string | null = null;
  let failed: string | null = null;
  const over = new AbortController();

  const answerTo = async (ask: Ask): Promise<unknown> => {
    if (ask.kind === 'tool') {
      if (!manifest.tools.includes(ask.name)) {
        strayed.push(`the tool ${ask.name}`);
        throw new Error(`its manifest does not name ${ask.name}`);
      }
      return callTool(ask.name, ask.args, manifest, { ...progress, signal: over.signal });
    }
    const to = destinationOf(ask, manifest.hosts);
    if (to === null) {
      strayed.push(ask.url);
      throw new Error(`its manifest does not let it ask ${ask.url}`);
    }
    return request(to, ask, over.signal);
  };
  const take = (frame: Frame, answer: (value: object) => void): void => {
    if ('denied' in frame) strayed.push(`${frame.permission} ${frame.resource}`.trim());
    else if ('failed' in frame) failed = frame.failed;
    else if ('broke' in frame) failed = frame.broke;
    else if ('result' in frame) result = frame.result;
    else if ('out' in frame && frame.bytes !== null && manifest.writes.includes(frame.out))
      files.set(frame.out, Buffer.from(frame.bytes, 'base64'));
    else if ('ask' in frame)
      answerTo(frame).then(
        (value) => answer({ id: frame.ask, value }),
        (thrown: unknown) => {
          if (thrown instanceof SonnyError && thrown.code === 'SCRIPT_STRAYED')
            strayed.push(thrown.details ?? frame.kind);
          answer({ id: frame.ask, error: thrown instanceof Error ? thrown.message : String(thrown) });
        },
      );
  };

  const cancel = (): void => over.abort();
  progress.signal.addEventListener('abort', cancel, { once: true });
  try {
    const end = await runSession(
      sandbox,
      {
        inside: {
          mode: 'real',
          variants: ['own'],
          world: world.inside,
          reads: manifest.reads,
          writes: manifest.writes,
          tries: false,
          patience: 0,
        },
        runner,
        program: { 'own/script.mjs': script },
        given: world.given,
        folders: world.folders,
        reads: world.reads,
        writes: world.writes,
        limits: REAL_LIMITS,
        silence: () => REAL_SILENCE_MS,
      },
      progress,
      take,
    );
    if (progress.signal.aborted) throw new SonnyError('CANCELLED');
    if (end.forged > 0) strayed.push('the word of the runner');
    if (strayed.length > 0) throw new SonnyError('SCRIPT_STRAYED', `It tried ${[...new Set(strayed)].join(', ')}.`);
    if (failed !== null) throw new SonnyError('SCRIPT_FAILED', failed);
    if (!end.whole) throw new SonnyError('SCRIPT_FAILED', sayEnd(end));
    return { result, files };
  } finally {
    progress.signal.removeEventListener('abort', cancel);
    // What it asked for and nobody waits for any more is given up.
    over.abort();
  }
};
