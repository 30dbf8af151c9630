import { Command } from 'commander';
import { stopFile } from '../../../automation/stop/stop-file.ts';
import { SonnyError } from '../../../shared/protocol/errors.ts';
import { type Context, withProgram } from '../context.ts';
import { EXIT, type Ends, type ExitCode } from '../exit-codes.ts';
import { runningServer } from '../remote.ts';
import { errorLines } from '../wording.ts';
import { makeProfile } from '../../server/profile.ts';

export const stopCommand = (context: Context, ends: Ends): Command =>
  new Command('stop')
    .description('stop everything that Sonny is doing, now and until it is reset')
    .option('--reset', 'let Sonny act again', false)
    .action(({ reset: again }: { reset: boolean }) => ends(again ? reset(context) : stop(context)));

const STOPPED = 'Stopped. Nothing acts until `npm start -- stop --reset`.';

/**
 * The file alone stops every host of this profile, also one that does not answer; asking it only makes sure. Where no file can be made, a host that
 * runs is asked all the same. Where there is neither, nothing has been stopped, and it fails.
 */
async function stop(context: Context): Promise<ExitCode> {
  const { terminal, profile } = context;
  const trouble = pull(profile);
  if (!trouble) terminal.out(STOPPED);
  const host = await runningServer(profile);
  if (trouble && !host) {
    // Whatever kept it from it: what was to be stopped goes on.
    for (const line of errorLines(trouble.view())) terminal.err(line);
    return EXIT.failed;
  }
  if (host)
    await withProgram(context, (program) =>
      program.client('person').dispatch({ type: 'stop', source: 'command-line' }),
    );
  if (trouble) terminal.out(STOPPED);
  return EXIT.done;
}

/** Leaves the file; gives why it could not. */
function pull(profile: string): SonnyError | null {
  const store = stopFile(profile);
  try {
    // What is no folder can hold no file, though it looks as if one might be there.
    makeProfile(profile, process.env);
    if (!store.read())
      store.write({ at: Date.now(), source: 'command-line', reason: '`npm start -- stop` was given.' });
    return null;
  } catch (thrown) {
    return SonnyError.from(thrown);
  }
}

async function reset(context: Context): Promise<ExitCode> {
  const { terminal } = context;
  const answer = terminal.attended
    ? await terminal.ask('Let Sonny act again? [y/N] ', new AbortController().signal)
    : null;
  if (terminal.attended && !/^y(es)?$/iu.test(answer?.trim() ?? '')) {
    terminal.out('Sonny stays stopped.');
    return EXIT.cancelled;
  }
  // Where nobody was asked, nobody said yes: the program refuses.
  const origin = answer === null ? 'flag' : 'person';
  try {
    await withProgram(context, (program) => program.client(origin).dispatch({ type: 'stop.reset' }));
  } catch (thrown) {
    if (SonnyError.from(thrown).code !== 'NOT_AUTHORISED') throw thrown;
    terminal.err(ONLY_A_PERSON);
    return EXIT.needsPerson;
  }
  terminal.out('Sonny may act again.');
  return EXIT.done;
}

const ONLY_A_PERSON =
  'Only a person lets Sonny act again, and nobody is at this terminal. Type `npm start -- stop --reset` in a terminal and answer yes, or reset the stop in Sonny’s window.';
