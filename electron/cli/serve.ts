import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SonnyError } from '../../shared/protocol/errors.ts';
import { hasDisplay, openInBrowser } from '../browser-launch.ts';
import { openDoor } from '../server/door.ts';
import { profileFolder } from '../server/profile.ts';
import { frontOf } from '../server/mcp-front.ts';
import { readStaticFiles } from '../server/static-files.ts';
import { startSonny } from '../start-sonny.ts';
import { linkedClient } from './clients.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { programOf } from './program.ts';
import { linkOf, runningServer } from './remote.ts';
import { runningFront } from './running-front.ts';
import { speakMcp } from './speak-mcp.ts';
import { tellCutOff } from './tell-cut-off.ts';
import type { After } from './tell-thinking.ts';
import type { Terminal } from './terminal.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly host?: string;
  /** Opens the browser where someone can see it. */
  readonly open: boolean;
  /** Speaks MCP on its input and output as well. */
  readonly mcp?: boolean;
}

const WINDOW_FILES = join(fileURLToPath(import.meta.url), '../../../dist/renderer');

/** Serves the window until it is interrupted. Where a host already runs in this profile, gives a link to its window instead. */
export async function serve(
  options: ServeOptions,
  env: NodeJS.ProcessEnv,
  given: Terminal,
  version: string,
  after: After,
): Promise<ExitCode> {
  // Where MCP is spoken, the output is its own, and the input is nobody's to type in.
  const terminal: Terminal = !options.mcp
    ? given
    : { ...given, out: given.err, attended: false, onLine: () => () => {} };
  const profile = profileFolder(env);
  const running = await runningServer(profile);
  if (running && options.mcp) {
    const front = runningFront(profile, after);
    await speakMcp(front, version, untilInterrupted(terminal), terminal.err);
    front.close();
    return EXIT.done;
  }
  if (running) {
    terminal.err('Sonny runs already.');
    await show(await linkOf(running, false), options.open && hasDisplay(env), env, terminal);
    return EXIT.done;
  }
  const files = await readStaticFiles(WINDOW_FILES);
  if (files.size === 0)
    throw new SonnyError('INTERNAL', 'The window is not built. Start Sonny with `npm start`, which builds it.');

  const interrupted = untilInterrupted(terminal);
  const since = Date.now();
  const started = await startSonny({ env, profile, say: (line) => terminal.err(line) });
  try {
    const { sonny, virtual, heartbeat } = started;
    const { host, port } = options;
    const loopback = await openDoor(started, { profile, version, files, host, port, onWatchers: heartbeat.watchers });
    await show(loopback.link(), options.open && !virtual && hasDisplay(env), env, terminal);
    const { secret } = started;
    const program = programOf(
      (origin) => linkedClient(sonny, secret, origin),
      async () => {},
    );
    const toldOf = async (): Promise<void> => {
      await tellCutOff(program, since, terminal.err).catch(() => {});
      await program.close();
    };
    void toldOf();
    const stopReading = terminal.onLine(() => void show(loopback.link(), false, env, terminal));
    if (!options.mcp) await interrupted;
    else await speakMcp(frontOf(sonny), version, interrupted, terminal.err);
    stopReading();
    await loopback.close();
  } finally {
    await started.close();
  }
  return EXIT.done;
}

/** Resolves at the first interrupt; a later one ends the process whatever is still open. */
function untilInterrupted(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    let interrupted = false;
    terminal.onInterrupt(() => {
      if (interrupted) terminal.kill(EXIT.killed);
      interrupted = true;
      resolve();
    });
  });
}

async function show(link: string, open: boolean, env: NodeJS.ProcessEnv, terminal: Terminal): Promise<void> {
  const opened = open && terminal.attended && (await openInBrowser(link, env));
  terminal.err(
    opened
      ? 'Sonny’s window opens in your browser. If it does not, open this link within a minute:'
      : 'Open Sonny’s window with this link, within a minute:',
  );
  terminal.out(link);
  terminal.err(
    terminal.attended ? 'Enter gives a new link; Ctrl+C ends Sonny.' : '`npm start -- link` gives a new link.',
  );
}
